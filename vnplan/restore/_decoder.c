/* The inner loops of the restorer: candidate search, lattice decoding, alignment.
 *
 * Plain C over buffers that Python owns. Letters are codes from 1 to 255 in two
 * alphabets (true letters, letters as read); 0 is "any other". All scores are
 * natural logarithms.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <math.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define LETTERS 256
#define MAX_READ 40
#define MAX_TRUE 24
#define MAX_CANDIDATES 512
#define NEVER (-1e30f)
#define SLACK 1.0f /* rounding may lift the logarithm of a probability above zero by less */
#define CLOSE 1e-3f /* sums of floats in another order differ by less */

/* ---------------------------------------------------------------- units --- */

/* A unit is one or two true letters read as two or three, or two read as one:
 * whatever is no plain substitution or loss. Packed into a key of 48 bits. */
static uint64_t unit_key(int c1, int c2, int o1, int o2, int o3)
{
    return ((uint64_t)c1 << 32) | ((uint64_t)c2 << 24) | ((uint64_t)o1 << 16) |
           ((uint64_t)o2 << 8) | (uint64_t)o3;
}

typedef struct {
    uint64_t *keys; /* 0: free */
    float *values;
    size_t mask, used;
} Map;

static int map_init(Map *map, size_t wanted)
{
    size_t size = 64;
    while (size < wanted * 2) size *= 2;
    map->keys = calloc(size, sizeof *map->keys);
    map->values = calloc(size, sizeof *map->values);
    map->mask = size - 1;
    map->used = 0;
    return map->keys && map->values ? 0 : -1;
}

static void map_free(Map *map)
{
    free(map->keys);
    free(map->values);
    memset(map, 0, sizeof *map);
}

static size_t map_slot(const Map *map, uint64_t key)
{
    size_t at = (size_t)((key * 0x9E3779B97F4A7C15ull) >> 20) & map->mask;
    while (map->keys[at] && map->keys[at] != key) at = (at + 1) & map->mask;
    return at;
}

static float map_get(const Map *map, uint64_t key, float otherwise)
{
    size_t at = map_slot(map, key);
    return map->keys[at] ? map->values[at] : otherwise;
}

static int map_add(Map *map, uint64_t key, float value)
{
    if (map->used * 2 > map->mask) {
        Map larger;
        if (map_init(&larger, map->used * 2)) return -1;
        for (size_t i = 0; i <= map->mask; i++)
            if (map->keys[i]) {
                size_t at = map_slot(&larger, map->keys[i]);
                larger.keys[at] = map->keys[i];
                larger.values[at] = map->values[i];
            }
        larger.used = map->used;
        map_free(map);
        *map = larger;
    }
    size_t at = map_slot(map, key);
    if (!map->keys[at]) {
        map->keys[at] = key;
        map->used++;
    }
    map->values[at] += value;
    return 0;
}

static int map_raise(Map *map, uint64_t key, float value)
{
    size_t at = map_slot(map, key);
    float had = map->keys[at] ? map->values[at] : value;
    return map_add(map, key, (value > had ? value : had) - (map->keys[at] ? had : 0));
}

/* -------------------------------------------------------------- channel --- */

/* A unit by the letters read, o1 << 16 | o2 << 8 | o3; c2 is 0 where one letter was written. */
typedef struct Unit {
    uint32_t read;
    uint8_t c1, c2;
    float score;
} Unit;

static int by_read(const void *a, const void *b)
{
    const Unit *x = a, *y = b;
    if (x->read != y->read) return x->read < y->read ? -1 : 1;
    return ((x->c1 << 8) + x->c2) - ((y->c1 << 8) + y->c2);
}

typedef struct {
    float one[LETTERS][LETTERS]; /* true letter -> letter read */
    float lost[LETTERS];         /* true letter -> nothing */
    float added[LETTERS];        /* nothing -> letter read */
    Map units;
    struct Unit *by_read; /* the same, sorted by the letters read */
    size_t count;
    Map likeliest; /* letters read -> their best score as one unit, whatever was written */
} Channel;

static void channel_clear(Channel *channel)
{
    map_free(&channel->units);
    map_free(&channel->likeliest);
    free(channel->by_read);
    memset(channel, 0, sizeof *channel);
}

/* ----------------------------------------------------------------- trie --- */

typedef struct {
    int32_t child, sibling, entry; /* first child, next sibling, first entry */
    float top;                     /* of the unigrams of all words through the node */
    uint8_t letter;
} Node;

typedef struct {
    Node *nodes;
    int32_t used, room;
    int32_t *next_entry; /* entries that end at the same node */
    int32_t entries;
} Trie;

static void trie_free(Trie *trie)
{
    free(trie->nodes);
    free(trie->next_entry);
    memset(trie, 0, sizeof *trie);
}

static int32_t trie_child(Trie *trie, int32_t at, uint8_t letter)
{
    int32_t child = trie->nodes[at].child;
    while (child >= 0 && trie->nodes[child].letter != letter) child = trie->nodes[child].sibling;
    if (child >= 0) return child;
    if (trie->used == trie->room) {
        int32_t room = trie->room ? trie->room * 2 : 1024;
        Node *nodes = realloc(trie->nodes, (size_t)room * sizeof *nodes);
        if (!nodes) return -1;
        trie->nodes = nodes;
        trie->room = room;
    }
    child = trie->used++;
    trie->nodes[child] = (Node){-1, trie->nodes[at].child, -1, NEVER, letter};
    trie->nodes[at].child = child;
    return child;
}

/* -------------------------------------------------------- language model --- */

#define ORDER 5
#define START 0 /* the word in front of a paragraph */
#define CONTEXTS (ORDER - 2) /* rows that a history keeps: its last 2, 3, 4 words */

/* Back-off n-grams. Index k holds the n-grams of order k: entries of one context,
 * sorted by word, from start[k][row of the context] on. */
typedef struct {
    const float *unigram, *unigram_backoff;
    const uint32_t *start[ORDER + 1];
    const uint16_t *word[ORDER + 1];
    const uint8_t *score[ORDER + 1], *backoff[ORDER + 1];
    float score_step, backoff_top, backoff_step;
    int32_t size;
} Language;

/* The row of `word` behind the context in `row` of the next lower order, or -1. */
static int32_t find(const Language *lm, int order, int32_t row, int32_t word)
{
    if (row < 0) return -1;
    uint32_t low = lm->start[order][row], end = lm->start[order][row + 1], high = end;
    const uint16_t *words = lm->word[order];
    while (low < high) {
        uint32_t middle = (low + high) / 2;
        if (words[middle] < word) low = middle + 1;
        else high = middle;
    }
    return low < end && words[low] == word ? (int32_t)low : -1;
}

static float pair_score(const Language *lm, int32_t last, int32_t word, int32_t row)
{
    if (row >= 0) return -(float)lm->score[2][row] * lm->score_step;
    return lm->unigram_backoff[last] + lm->unigram[word];
}

/* Score of `word` behind a history, given row and score of the pair (last word, word);
 * `next` receives the rows of the history that it leaves. */
static float follow(const Language *lm, const int32_t *rows, int32_t word, int32_t pair, float score,
                    int32_t *next)
{
    next[0] = pair;
    for (int order = 3; order <= ORDER; order++) {
        int32_t context = rows[order - 3], row = find(lm, order, context, word);
        if (order < ORDER) next[order - 2] = row;
        if (row >= 0) score = -(float)lm->score[order][row] * lm->score_step;
        else if (context >= 0)
            score += lm->backoff_top - (float)lm->backoff[order - 1][context] * lm->backoff_step;
    }
    return score;
}

/* --------------------------------------------------------------- object --- */

#define TABLES (2 + 4 * (ORDER - 1) - 1)
typedef struct {
    PyObject_HEAD
    Language lm;
    Py_buffer tables[TABLES];
    int held;
    Trie trie;
    int32_t *entry_word;
    uint8_t *letters;     /* of all entries, one behind the other */
    int32_t *ends;        /* where the letters of each entry end */
    Channel *channel;
    uint16_t slot[LETTERS * LETTERS]; /* of Search; all zero between searches */
} Decoder;

static void decoder_dealloc(Decoder *self)
{
    for (int i = 0; i < self->held; i++) PyBuffer_Release(&self->tables[i]);
    trie_free(&self->trie);
    free(self->entry_word);
    free(self->letters);
    free(self->ends);
    if (self->channel) {
        channel_clear(self->channel);
        free(self->channel);
    }
    PyTypeObject *type = Py_TYPE((PyObject *)self);
    freefunc release = (freefunc)PyType_GetSlot(type, Py_tp_free);
    release(self);
    Py_DECREF(type);
}

static int build_trie(Decoder *self, const uint8_t *letters, const int32_t *ends, int32_t count)
{
    Trie *trie = &self->trie;
    trie->nodes = malloc(1024 * sizeof *trie->nodes);
    trie->next_entry = malloc((size_t)(count ? count : 1) * sizeof *trie->next_entry);
    if (!trie->nodes || !trie->next_entry) return -1;
    trie->room = 1024;
    trie->used = 1;
    trie->entries = count;
    trie->nodes[0] = (Node){-1, -1, -1, NEVER, 0};
    for (int32_t entry = 0, at = 0; entry < count; entry++) {
        int32_t node = 0;
        for (; at < ends[entry]; at++)
            if ((node = trie_child(trie, node, letters[at])) < 0) return -1;
        trie->next_entry[entry] = trie->nodes[node].entry;
        trie->nodes[node].entry = entry;
    }
    return 0;
}

/* The child with the best words first: what is found early prunes the rest. */
static void sort_children(Trie *trie, int32_t at)
{
    int32_t sorted = -1;
    for (int32_t child = trie->nodes[at].child, next; child >= 0; child = next) {
        next = trie->nodes[child].sibling;
        int32_t *place = &sorted;
        while (*place >= 0 && trie->nodes[*place].top >= trie->nodes[child].top) place = &trie->nodes[*place].sibling;
        trie->nodes[child].sibling = *place;
        *place = child;
    }
    trie->nodes[at].child = sorted;
}

/* The best unigram of all words through a node, in the node. */
static float raise_tops(Decoder *self, int32_t at)
{
    Node *node = &self->trie.nodes[at];
    float top = NEVER;
    for (int32_t e = node->entry; e >= 0; e = self->trie.next_entry[e]) {
        float unigram = self->lm.unigram[self->entry_word[e]];
        if (unigram > top) top = unigram;
    }
    for (int32_t child = node->child; child >= 0; child = self->trie.nodes[child].sibling) {
        float below = raise_tops(self, child);
        if (below > top) top = below;
    }
    sort_children(&self->trie, at);
    return node->top = top;
}

/* Decoder(tables: tuple of arrays, unigrams first, steps: (3 floats), letters, ends, words) */
static int decoder_init(Decoder *self, PyObject *args, PyObject *kwargs)
{
    PyObject *tables;
    Py_buffer letters, ends, words;
    if (kwargs && PyDict_Size(kwargs)) {
        PyErr_SetString(PyExc_TypeError, "Decoder takes no keyword arguments");
        return -1;
    }
    if (!PyArg_ParseTuple(args, "O(fff)y*y*y*", &tables, &self->lm.score_step,
                          &self->lm.backoff_top, &self->lm.backoff_step, &letters, &ends, &words))
        return -1;
    int status = -1;
    if (!PyTuple_Check(tables) || PyTuple_Size(tables) != TABLES) {
        PyErr_SetString(PyExc_ValueError, "the language model has another number of tables");
        goto done;
    }
    for (; self->held < TABLES; self->held++)
        if (PyObject_GetBuffer(PyTuple_GetItem(tables, self->held), &self->tables[self->held],
                               PyBUF_SIMPLE))
            goto done;
    Language *lm = &self->lm;
    lm->unigram = self->tables[0].buf;
    lm->unigram_backoff = self->tables[1].buf;
    for (int order = 2, table = 2; order <= ORDER; order++) {
        lm->start[order] = self->tables[table++].buf;
        lm->word[order] = self->tables[table++].buf;
        lm->score[order] = self->tables[table++].buf;
        if (order < ORDER) lm->backoff[order] = self->tables[table++].buf;
    }
    lm->size = (int32_t)(self->tables[0].len / (Py_ssize_t)sizeof(float));
    int32_t count = (int32_t)(ends.len / (Py_ssize_t)sizeof(int32_t));
    self->entry_word = malloc((size_t)words.len + 1);
    self->letters = malloc((size_t)letters.len + 1);
    self->ends = malloc((size_t)ends.len + 1);
    self->channel = calloc(1, sizeof *self->channel);
    if (!self->entry_word || !self->letters || !self->ends || !self->channel || build_trie(self, letters.buf, ends.buf, count)) {
        PyErr_NoMemory();
        goto done;
    }
    memcpy(self->entry_word, words.buf, (size_t)words.len);
    memcpy(self->letters, letters.buf, (size_t)letters.len);
    memcpy(self->ends, ends.buf, (size_t)ends.len);
    raise_tops(self, 0);
    status = 0;
done:
    PyBuffer_Release(&letters);
    PyBuffer_Release(&ends);
    PyBuffer_Release(&words);
    return status;
}

/* set_channel(one: 256*256 float32, lost: 256, added: 256, keys: uint64[n], values: float32[n]) */
static PyObject *decoder_set_channel(Decoder *self, PyObject *args)
{
    Py_buffer one, lost, added, keys, values;
    if (!PyArg_ParseTuple(args, "y*y*y*y*y*", &one, &lost, &added, &keys, &values)) return NULL;
    Channel *channel = self->channel;
    size_t count = (size_t)keys.len / sizeof(uint64_t);
    int good = one.len == sizeof channel->one && lost.len == sizeof channel->lost &&
               added.len == sizeof channel->added && values.len == (Py_ssize_t)(count * sizeof(float));
    if (good) {
        channel_clear(channel);
        memcpy(channel->one, one.buf, sizeof channel->one);
        memcpy(channel->lost, lost.buf, sizeof channel->lost);
        memcpy(channel->added, added.buf, sizeof channel->added);
        good = !map_init(&channel->units, count + 1) && !map_init(&channel->likeliest, count + LETTERS + 1);
        for (int o = 1; good && o < LETTERS; o++) {
            good = !map_raise(&channel->likeliest, unit_key(0, 0, o, 0, 0), channel->added[o]);
            for (int c = 1; good && c < LETTERS; c++)
                good = !map_raise(&channel->likeliest, unit_key(0, 0, o, 0, 0), channel->one[c][o]);
        }
        channel->by_read = malloc((count + 1) * sizeof *channel->by_read);
        channel->count = good && channel->by_read ? count : 0;
        good = good && channel->by_read;
        for (size_t i = 0; good && i < count; i++) {
            uint64_t key = ((const uint64_t *)keys.buf)[i];
            float value = ((const float *)values.buf)[i];
            channel->by_read[i] =
                (Unit){(uint32_t)(key & 0xFFFFFF), (uint8_t)(key >> 32 & 255), (uint8_t)(key >> 24 & 255), value};
            good = !map_add(&channel->units, key, value) &&
                   !map_raise(&channel->likeliest, key & 0xFFFFFFull, value);
        }
        if (good) qsort(channel->by_read, count, sizeof *channel->by_read, by_read);
    }
    PyBuffer_Release(&one);
    PyBuffer_Release(&lost);
    PyBuffer_Release(&added);
    PyBuffer_Release(&keys);
    PyBuffer_Release(&values);
    if (!good) {
        PyErr_SetString(PyExc_ValueError, "the channel's arrays have wrong sizes");
        return NULL;
    }
    Py_RETURN_NONE;
}

/* --------------------------------------------------------------- search --- */

typedef struct {
    float rank, score;
    int32_t entry;
} Candidate;

/* Units of one kind (written letters c1, c2) that match the token: [k - 1][j] is the score of the
 * k letters read that end before j. Under 0, c1: the best of all pairs that begin with c1. */
typedef float Matches[3][MAX_READ + 1];

typedef struct {
    const Decoder *decoder;
    const uint8_t *read;
    int n, wanted, found;
    float limit, best, width, prior;
    float least; /* the rank below which no word finds a place */
    float rest[MAX_READ + 1]; /* at best, what reading the rest will cost */
    float columns[MAX_TRUE + 1][MAX_READ + 1];
    uint8_t path[MAX_TRUE + 1];
    float one[LETTERS][MAX_READ], added[MAX_READ]; /* of the channel, by place in the token */
    uint16_t *slot; /* LETTERS * LETTERS: number of the matches of c1, c2; 0: none */
    Matches *matches;
    int kinds, room;
    Candidate heap[MAX_CANDIDATES];
} Search;

static void heap_down(Candidate *heap, int n, int at)
{
    for (int child; (child = 2 * at + 1) < n; at = child) {
        if (child + 1 < n && heap[child + 1].rank < heap[child].rank) child++;
        if (heap[at].rank <= heap[child].rank) return;
        Candidate swap = heap[at];
        heap[at] = heap[child];
        heap[child] = swap;
    }
}

static void offer(Search *search, int32_t entry, float score)
{
    float rank = score + search->prior * search->decoder->lm.unigram[search->decoder->entry_word[entry]];
    Candidate candidate = {rank, score, entry};
    if (search->found < search->wanted) {
        int at = search->found++;
        for (; at && search->heap[(at - 1) / 2].rank > rank; at = (at - 1) / 2)
            search->heap[at] = search->heap[(at - 1) / 2];
        search->heap[at] = candidate;
    } else if (rank > search->heap[0].rank) {
        search->heap[0] = candidate;
        heap_down(search->heap, search->found, 0);
    }
    if (search->found == search->wanted && search->heap[0].rank > search->least) search->least = search->heap[0].rank;
}

/* The matches of c1, c2, made if there are none; NULL when memory is out. */
static Matches *matches_for(Search *search, int c1, int c2)
{
    uint16_t *slot = &search->slot[c1 * LETTERS + c2];
    if (*slot) return &search->matches[*slot - 1];
    if (search->kinds == search->room) {
        int room = search->room ? search->room * 2 : 256;
        Matches *matches = room < UINT16_MAX ? realloc(search->matches, (size_t)room * sizeof *matches) : NULL;
        if (!matches) return NULL;
        search->matches = matches;
        search->room = room;
    }
    Matches *made = &search->matches[search->kinds++];
    for (int k = 0; k < 3; k++)
        for (int j = 0; j <= search->n; j++) (*made)[k][j] = NEVER;
    *slot = (uint16_t)search->kinds;
    return made;
}

/* Enter the channel's units that match the token at read[at..at + k]; -1 when memory is out. */
static int match(Search *search, int at, int k)
{
    const Channel *channel = search->decoder->channel;
    const uint8_t *read = search->read + at;
    uint32_t wanted = (uint32_t)read[0] << 16 | (uint32_t)(k > 1 ? read[1] : 0) << 8 | (uint32_t)(k > 2 ? read[2] : 0);
    size_t low = 0, high = channel->count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        if (channel->by_read[middle].read < wanted) low = middle + 1;
        else high = middle;
    }
    for (; low < channel->count && channel->by_read[low].read == wanted; low++) {
        const Unit *unit = &channel->by_read[low];
        Matches *own = matches_for(search, unit->c1, unit->c2);
        if (!own) return -1;
        (*own)[k - 1][at + k] = unit->score;
        if (!unit->c2) continue;
        Matches *any = matches_for(search, 0, unit->c1);
        if (!any) return -1;
        float *best = &(*any)[k - 1][at + k];
        if (unit->score > *best) *best = unit->score;
    }
    return 0;
}

static void finish(Search *search)
{
    if (search->kinds) memset(search->slot, 0, LETTERS * LETTERS * sizeof *search->slot);
    free(search->matches);
    free(search);
}

/* What the channel says of the token, by place. */
static int prepare(Search *search)
{
    const Channel *channel = search->decoder->channel;
    for (int j = 0; j < search->n; j++) {
        search->added[j] = channel->added[search->read[j]];
        for (int c = 1; c < LETTERS; c++) search->one[c][j] = channel->one[c][search->read[j]];
        for (int k = 1; k <= 3 && j + k <= search->n; k++)
            if (match(search, j, k)) return -1;
    }
    return 0;
}

/* The best that any letters can make of read[j..]: an upper bound, so that nothing is lost. */
static void bound(Search *search)
{
    const Map *likeliest = &search->decoder->channel->likeliest;
    const uint8_t *read = search->read;
    search->rest[search->n] = 0;
    for (int j = search->n - 1; j >= 0; j--) {
        float best = NEVER;
        for (int k = 1; k <= 3 && j + k <= search->n; k++) {
            uint64_t key = unit_key(0, 0, read[j], k > 1 ? read[j + 1] : 0, k > 2 ? read[j + 2] : 0);
            float score = map_get(likeliest, key, NEVER) + search->rest[j + k];
            if (score > best) best = score;
        }
        search->rest[j] = best;
    }
}

static const Matches *matches_of(const Search *search, int c1, int c2)
{
    int number = search->slot[c1 * LETTERS + c2];
    return number ? &search->matches[number - 1] : NULL;
}

/* Raise `to` where `k` letters read after the cells of `from` make a better score. */
static void raise(float *to, const float *from, const float *scores, int k, int n)
{
    for (int j = k; j <= n; j++) {
        float score = from[j - k] + scores[j];
        if (score > to[j]) to[j] = score;
    }
}

/* Fill the column of the letter at `depth`; the best score that any word through it can reach. */
static float extend(Search *search, int depth)
{
    int letter = search->path[depth], n = search->n;
    const float *from = search->columns[depth - 1], *one = search->one[letter];
    float *to = search->columns[depth], lost = search->decoder->channel->lost[letter], best = NEVER;
    for (int j = 0; j <= n; j++) to[j] = from[j] + lost;
    for (int j = 1; j <= n; j++) {
        float score = from[j - 1] + one[j - 1];
        if (score > to[j]) to[j] = score;
    }
    const Matches *units = matches_of(search, letter, 0);
    if (units) raise(to, from, (*units)[1], 2, n);
    units = depth > 1 ? matches_of(search, search->path[depth - 1], letter) : NULL;
    for (int k = 1; units && k <= 3; k++) raise(to, search->columns[depth - 2], (*units)[k - 1], k, n);
    for (int j = 0; j <= n; j++) {
        if (j && to[j - 1] + search->added[j - 1] > to[j]) to[j] = to[j - 1] + search->added[j - 1];
        if (to[j] + search->rest[j] > best) best = to[j] + search->rest[j];
    }
    /* The letter may yet be read together with the next one. */
    units = matches_of(search, 0, letter);
    for (int k = 1; units && k <= 3; k++)
        for (int j = k; j <= n; j++) {
            float score = from[j - k] + (*units)[k - 1][j] + search->rest[j];
            if (score > best) best = score;
        }
    return best;
}

static void visit(Search *search, int32_t node, int depth)
{
    const Trie *trie = &search->decoder->trie;
    if (depth > MAX_TRUE - 1) return;
    for (int32_t child = trie->nodes[node].child; child >= 0; child = trie->nodes[child].sibling) {
        search->path[depth + 1] = trie->nodes[child].letter;
        float bound = extend(search, depth + 1);
        if (bound < search->limit || bound + search->prior * trie->nodes[child].top < search->least - CLOSE) continue;
        float whole = search->columns[depth + 1][search->n];
        if (whole >= search->limit && trie->nodes[child].entry >= 0) {
            if (whole > search->best) {
                search->best = whole;
                if (whole - search->width > search->limit) search->limit = whole - search->width;
            }
            for (int32_t e = trie->nodes[child].entry; e >= 0; e = trie->next_entry[e]) offer(search, e, whole);
        }
        visit(search, child, depth + 1);
    }
}

/* A search of a token for so many words; NULL when memory is out. */
static Search *begin(Decoder *decoder, const Py_buffer *read, int wanted)
{
    Search *search = malloc(sizeof *search);
    if (!search) return NULL;
    search->decoder = decoder;
    search->read = read->buf;
    search->n = decoder->channel->units.keys && read->len <= MAX_READ ? (int)read->len : 0;
    search->wanted = wanted < MAX_CANDIDATES ? wanted : MAX_CANDIDATES;
    search->found = search->kinds = search->room = 0;
    search->least = search->best = NEVER;
    search->slot = decoder->slot;
    search->matches = NULL;
    search->columns[0][0] = 0;
    if (prepare(search)) {
        finish(search);
        return NULL;
    }
    for (int j = 0; j < search->n; j++) search->columns[0][j + 1] = search->columns[0][j] + search->added[j];
    return search;
}

/* (entries int32, scores float32) of what was found, best first; what is worse than `least` is left out. */
static PyObject *found(Search *search, float least)
{
    for (int n = search->found; n > 1;) { /* heap sort: worst to the end */
        Candidate worst = search->heap[0];
        search->heap[0] = search->heap[--n];
        search->heap[n] = worst;
        heap_down(search->heap, n, 0);
    }
    int kept = 0;
    for (int i = 0; i < search->found; i++)
        if (search->heap[i].score >= least) search->heap[kept++] = search->heap[i];
    PyObject *entries = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)sizeof(int32_t) * kept);
    PyObject *scores = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)sizeof(float) * kept);
    PyObject *result = NULL;
    if (entries && scores) {
        int32_t *e = (int32_t *)PyBytes_AsString(entries);
        float *s = (float *)PyBytes_AsString(scores);
        for (int i = 0; i < kept; i++) {
            e[i] = search->heap[i].entry;
            s[i] = search->heap[i].score;
        }
        result = PyTuple_Pack(2, entries, scores);
    }
    Py_XDECREF(entries);
    Py_XDECREF(scores);
    return result;
}

/* search(read: bytes of codes, wanted, width, prior, reach) -> (entries int32, scores float32), best first.
 * Nothing below -reach, nor further than width below the best. */
static PyObject *decoder_search(Decoder *self, PyObject *args)
{
    Py_buffer read;
    int wanted;
    float width, prior, reach;
    if (!PyArg_ParseTuple(args, "y*ifff", &read, &wanted, &width, &prior, &reach)) return NULL;
    Search *search = begin(self, &read, wanted);
    PyObject *result = NULL;
    if (!search) {
        PyErr_NoMemory();
        goto done;
    }
    search->width = width;
    search->prior = prior;
    if (search->n) {
        bound(search);
        /* Look near first: a good candidate found early prunes the rest. */
        float near = reach < 8 ? reach : 8;
        for (;; near *= 2) {
            if (near > reach) near = reach;
            search->limit = -near;
            search->best = NEVER;
            visit(search, 0, 0);
            if (search->found || near >= reach) break;
        }
        float limit = search->best - width > -reach ? search->best - width : -reach;
        if (search->found && limit < -near) {
            search->limit = limit;
            search->found = 0;
            visit(search, 0, 0);
        }
    }
    result = found(search, NEVER);
    finish(search);
done:
    PyBuffer_Release(&read);
    return result;
}

/* rescore(read: bytes of codes, entries: int32[k], width, prior, reach): as search, among `entries` alone. */
static PyObject *decoder_rescore(Decoder *self, PyObject *args)
{
    Py_buffer read, entries;
    float width, prior, reach, least = NEVER;
    if (!PyArg_ParseTuple(args, "y*y*fff", &read, &entries, &width, &prior, &reach)) return NULL;
    int count = (int)(entries.len / (Py_ssize_t)sizeof(int32_t)), depth = 0;
    const int32_t *entry = entries.buf;
    Search *search = begin(self, &read, count);
    PyObject *result = NULL;
    int good = search && count <= MAX_CANDIDATES;
    for (int i = 0; good && i < count; i++) good = entry[i] >= 0 && entry[i] < self->trie.entries;
    if (!good) {
        if (search) PyErr_SetString(PyExc_ValueError, "no such entries");
        else PyErr_NoMemory();
        goto done;
    }
    search->prior = prior;
    memset(search->rest, 0, sizeof search->rest);
    for (int i = 0; search->n && i < count; i++) {
        int32_t start = entry[i] ? self->ends[entry[i] - 1] : 0, length = self->ends[entry[i]] - start;
        if (length >= MAX_TRUE) continue;
        /* Letters shared with the entry before need no new columns. */
        int same = 0;
        while (same < length && same < depth && search->path[same + 1] == self->letters[start + same]) same++;
        for (depth = same; depth < length; depth++) {
            search->path[depth + 1] = self->letters[start + depth];
            extend(search, depth + 1);
        }
        float whole = search->columns[length][search->n];
        if (whole > search->best) search->best = whole;
        offer(search, entry[i], whole);
    }
    least = search->best - width > -reach ? search->best - width : -reach;
    result = found(search, least);
done:
    if (search) finish(search);
    PyBuffer_Release(&read);
    PyBuffer_Release(&entries);
    return result;
}

/* --------------------------------------------------------------- lattice --- */

typedef struct {
    float score;
    int32_t word, before, third; /* the last three words: third, before, word */
    int32_t rows[CONTEXTS]; /* rows of the last 2, 3, 4 words, or -1 */
    int32_t back, arc;      /* hypothesis it came from, arc taken */
} Hypothesis;


typedef struct {
    Hypothesis *items;
    int used, room;
    float best;
} Bag;

static int better_first(const void *a, const void *b)
{
    const Hypothesis *x = a, *y = b;
    if (x->score != y->score) return x->score < y->score ? 1 : -1;
    return x->word != y->word ? (x->word > y->word) - (x->word < y->word)
                              : (x->before > y->before) - (x->before < y->before);
}

static int bag_add(Bag *bag, Hypothesis hypothesis)
{
    if (bag->used == bag->room) {
        int room = bag->room ? bag->room * 2 : 256;
        Hypothesis *items = realloc(bag->items, (size_t)room * sizeof *items);
        if (!items) return -1;
        bag->items = items;
        bag->room = room;
    }
    if (!bag->used || hypothesis.score > bag->best) bag->best = hypothesis.score;
    bag->items[bag->used++] = hypothesis;
    return 0;
}

/* Keep the best hypotheses, one for each three last words. */
static void bag_prune(Bag *bag, int beam, float margin)
{
    int near = 0;
    for (int i = 0; i < bag->used; i++)
        if (bag->items[i].score > bag->best - margin) bag->items[near++] = bag->items[i];
    bag->used = near;
    qsort(bag->items, (size_t)bag->used, sizeof *bag->items, better_first);
    int kept = 0;
    for (int i = 0; i < bag->used && kept < beam; i++) {
        int known = 0;
        for (int k = 0; k < kept && !known; k++)
            known = bag->items[k].word == bag->items[i].word && bag->items[k].before == bag->items[i].before &&
                    bag->items[k].third == bag->items[i].third;
        if (!known) bag->items[kept++] = bag->items[i];
    }
    bag->used = kept;
}

typedef struct {
    const int32_t *to, *first, *second;
    const float *score;
} Arcs;

typedef struct {
    Hypothesis *items;
    size_t used, room;
} Trace;

/* Put what is in the bag behind the trace, so that `back` can point into it. */
static int trace_add(Trace *trace, const Bag *bag)
{
    if (trace->used + (size_t)bag->used > trace->room) {
        size_t room = (trace->room + (size_t)bag->used) * 2;
        Hypothesis *items = realloc(trace->items, room * sizeof *items);
        if (!items) return -1;
        trace->items = items;
        trace->room = room;
    }
    memcpy(trace->items + trace->used, bag->items, (size_t)bag->used * sizeof *bag->items);
    trace->used += (size_t)bag->used;
    return 0;
}

/* The hypothesis one word further. */
static Hypothesis step(const Language *lm, const Hypothesis *from, int32_t word, int32_t pair, float score)
{
    Hypothesis next = *from;
    next.score += follow(lm, from->rows, word, pair, score, next.rows);
    next.third = from->before;
    next.before = from->word;
    next.word = word;
    return next;
}

/* Take one arc from all hypotheses; of those with the same two last words only the best goes on. */
static int expand(const Language *lm, const Bag *bag, size_t base, int32_t arc, const Arcs *arcs, Bag *target,
                  float margin)
{
    int32_t first = arcs->first[arc], second = arcs->second[arc];
    int32_t last = -1, before = -1, pair = -1;
    float score = 0;
    Hypothesis best = {.score = NEVER};
    /* What cannot come within the margin of the best is not weighed. */
    float least = (target->used ? target->best - margin : NEVER) - arcs->score[arc] - SLACK;
    /* The bag is sorted by last word: see decoder_decode. */
    for (int i = 0; i <= bag->used; i++) {
        if (i < bag->used && bag->items[i].score < least) continue;
        if (i == bag->used || bag->items[i].word != last || bag->items[i].before != before) {
            if (best.score > NEVER && (!target->used || best.score > target->best - margin) && bag_add(target, best))
                return -1;
            if (i == bag->used) break;
            int same = bag->items[i].word == last && last >= 0;
            last = bag->items[i].word;
            before = bag->items[i].before;
            best.score = NEVER;
            if (first >= 0 && !same) {
                pair = find(lm, 2, last, first);
                score = pair_score(lm, last, first, pair);
            }
        }
        Hypothesis next = bag->items[i];
        if (first >= 0) next = step(lm, &bag->items[i], first, pair, score);
        if (second >= 0) {
            int32_t pair2 = find(lm, 2, first, second);
            next = step(lm, &next, second, pair2, pair_score(lm, first, second, pair2));
        }
        next.score += arcs->score[arc];
        next.arc = arc;
        next.back = (int32_t)(base + (size_t)i);
        if (next.score > best.score) best = next;
    }
    return 0;
}

static int by_word(const void *a, const void *b)
{
    const Hypothesis *x = a, *y = b;
    if (x->word != y->word) return x->word < y->word ? -1 : 1;
    return (x->before > y->before) - (x->before < y->before);
}

/* decode(starts: int32[nodes+1], to, first, second: int32[arcs], score: float32[arcs], beam, margin)
 *     -> (bytes of int32: the arcs of the best path, its score)
 * Arcs leave node i at starts[i]..starts[i+1]; `first` or `second` is -1 for no word. */
static PyObject *decoder_decode(Decoder *self, PyObject *args)
{
    Py_buffer starts, to, first, second, score;
    int beam;
    float margin;
    if (!PyArg_ParseTuple(args, "y*y*y*y*y*if", &starts, &to, &first, &second, &score, &beam, &margin)) return NULL;
    int32_t nodes = (int32_t)(starts.len / (Py_ssize_t)sizeof(int32_t)) - 1;
    int32_t count = (int32_t)(to.len / (Py_ssize_t)sizeof(int32_t));
    const int32_t *start = starts.buf;
    Arcs arcs = {to.buf, first.buf, second.buf, score.buf};
    Bag *bags = calloc((size_t)nodes + 1, sizeof *bags);
    Trace trace = {NULL, 0, 0};
    PyObject *result = NULL;
    int good = bags && first.len == to.len && second.len == to.len && score.len == to.len && start[nodes] == count;
    for (int32_t a = 0; good && a < count; a++)
        good = arcs.to[a] >= 0 && arcs.to[a] <= nodes && arcs.first[a] < self->lm.size && arcs.second[a] < self->lm.size;
    if (!good) {
        PyErr_SetString(PyExc_ValueError, "the lattice's arrays do not fit together");
        goto done;
    }
    good = !bag_add(&bags[0], (Hypothesis){.rows = {-1, -1, -1}, .back = -1, .arc = -1});
    Py_BEGIN_ALLOW_THREADS
    for (int32_t node = 0; good && node <= nodes; node++) {
        Bag *bag = &bags[node];
        bag_prune(bag, beam, margin);
        if (node < nodes) qsort(bag->items, (size_t)bag->used, sizeof *bag->items, by_word);
        size_t base = trace.used;
        good = !trace_add(&trace, bag);
        for (int32_t a = node < nodes ? start[node] : count; good && node < nodes && a < start[node + 1]; a++)
            good = !expand(&self->lm, bag, base, a, &arcs, &bags[arcs.to[a]], margin);
        if (node < nodes) {
            free(bag->items);
            *bag = (Bag){NULL, 0, 0, 0};
        }
    }
    Py_END_ALLOW_THREADS
    if (!good) {
        PyErr_NoMemory();
        goto done;
    }
    if (!bags[nodes].used) {
        PyErr_SetString(PyExc_ValueError, "no path leads through the lattice");
        goto done;
    }
    Hypothesis last = bags[nodes].items[0];
    int32_t length = 0, at = 0;
    for (Hypothesis h = last; h.arc >= 0; h = trace.items[h.back]) length++;
    PyObject *path = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)sizeof(int32_t) * length);
    if (path) {
        int32_t *out = (int32_t *)PyBytes_AsString(path);
        for (Hypothesis h = last; h.arc >= 0; h = trace.items[h.back]) out[length - ++at] = h.arc;
        result = Py_BuildValue("Nf", path, last.score);
    }
done:
    if (bags)
        for (int32_t node = 0; node <= nodes; node++) free(bags[node].items);
    free(bags);
    free(trace.items);
    PyBuffer_Release(&starts);
    PyBuffer_Release(&to);
    PyBuffer_Release(&first);
    PyBuffer_Release(&second);
    PyBuffer_Release(&score);
    return result;
}

/* Rows of the history in front of run[place]; it reaches back to the start of the paragraph at most. */
static void history(const Language *lm, const int32_t *run, Py_ssize_t place, int32_t *rows)
{
    Py_ssize_t low = place;
    while (low > 0 && place - low < ORDER - 1 && (low == place || run[low] != START)) low--;
    for (int i = 0; i < CONTEXTS; i++) rows[i] = -1;
    for (Py_ssize_t i = low + 1; i < place; i++) {
        int32_t next[CONTEXTS];
        follow(lm, rows, run[i], find(lm, 2, run[i - 1], run[i]), 0, next);
        memcpy(rows, next, sizeof rows[0] * CONTEXTS);
    }
}

/* Score of `word` at run[place] behind a history, and of the words behind it that it bears on. What opens a
 * paragraph is judged by what follows alone: lines may begin in mid-sentence. */
static float score_at(const Language *lm, const int32_t *run, Py_ssize_t n, Py_ssize_t place, int32_t word,
                      const int32_t *before)
{
    int32_t rows[CONTEXTS], next[CONTEXTS], last = run[place ? place - 1 : 0];
    float total = 0;
    memcpy(rows, before, sizeof rows);
    if (last != START && place) {
        int32_t pair = find(lm, 2, last, word);
        total = follow(lm, before, word, pair, pair_score(lm, last, word, pair), rows);
    }
    last = word;
    for (Py_ssize_t i = place + 1; i < n && i < place + ORDER && run[i] != START; i++) {
        int32_t pair = find(lm, 2, last, run[i]);
        total += follow(lm, rows, run[i], pair, pair_score(lm, last, run[i], pair), next);
        memcpy(rows, next, sizeof rows);
        last = run[i];
    }
    return total;
}

/* follows(run: int32[n]) -> logarithm of the probability of the last word of a run behind those before it,
 * START in front of all. */
static PyObject *decoder_follows(Decoder *self, PyObject *args)
{
    Py_buffer run;
    if (!PyArg_ParseTuple(args, "y*", &run)) return NULL;
    Py_ssize_t n = run.len / (Py_ssize_t)sizeof(int32_t);
    const int32_t *text = run.buf;
    PyObject *result = NULL;
    int good = n > 1;
    for (Py_ssize_t i = 0; good && i < n; i++) good = text[i] >= 0 && text[i] < self->lm.size;
    if (good) {
        int32_t rows[CONTEXTS], next[CONTEXTS], last = text[n - 2], word = text[n - 1];
        history(&self->lm, text, n - 1, rows);
        int32_t pair = find(&self->lm, 2, last, word);
        result = PyFloat_FromDouble(follow(&self->lm, rows, word, pair, pair_score(&self->lm, last, word, pair), next));
    } else PyErr_SetString(PyExc_ValueError, "no run of words");
    PyBuffer_Release(&run);
    return result;
}

/* Turn scores into logarithms of shares. */
static void normalise(float *scores, Py_ssize_t n)
{
    float best = NEVER;
    double sum = 0;
    for (Py_ssize_t i = 0; i < n; i++)
        if (scores[i] > best) best = scores[i];
    for (Py_ssize_t i = 0; i < n; i++) sum += exp((double)(scores[i] - best));
    best += (float)log(sum);
    for (Py_ssize_t i = 0; i < n; i++) scores[i] -= best;
}

/* weigh(run: int32[n], places, ends: int32[m], words: int32[k], scores: float32[k]) -> k float32:
 * logarithm of the share of each word at run[places[i]], its neighbours held; those of place i end before
 * ends[i]. Paragraphs of the run begin with START. */
static PyObject *decoder_weigh(Decoder *self, PyObject *args)
{
    Py_buffer run, places, ends, words, scores;
    if (!PyArg_ParseTuple(args, "y*y*y*y*y*", &run, &places, &ends, &words, &scores)) return NULL;
    Py_ssize_t n = run.len / (Py_ssize_t)sizeof(int32_t), m = places.len / (Py_ssize_t)sizeof(int32_t);
    Py_ssize_t k = words.len / (Py_ssize_t)sizeof(int32_t);
    const int32_t *place = places.buf, *end = ends.buf, *text = run.buf, *word = words.buf;
    PyObject *result = NULL;
    int good = scores.len == words.len && places.len == ends.len && (m ? end[m - 1] : 0) == k;
    for (Py_ssize_t i = 0; good && i < m; i++)
        good = place[i] >= 0 && place[i] < n && end[i] >= (i ? end[i - 1] : 0);
    for (Py_ssize_t i = 0; good && i < n; i++) good = text[i] >= 0 && text[i] < self->lm.size;
    for (Py_ssize_t i = 0; good && i < k; i++) good = word[i] >= 0 && word[i] < self->lm.size;
    if (!good) {
        PyErr_SetString(PyExc_ValueError, "the words to weigh do not fit together");
        goto done;
    }
    result = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)sizeof(float) * k);
    if (result) {
        float *out = (float *)PyBytes_AsString(result);
        for (Py_ssize_t i = 0, j = 0; i < m; i++) {
            int32_t rows[CONTEXTS];
            Py_ssize_t first = j;
            history(&self->lm, text, place[i], rows);
            for (; j < end[i]; j++)
                out[j] = ((const float *)scores.buf)[j] + score_at(&self->lm, text, n, place[i], word[j], rows);
            normalise(out + first, end[i] - first);
        }
    }
done:
    PyBuffer_Release(&run);
    PyBuffer_Release(&places);
    PyBuffer_Release(&ends);
    PyBuffer_Release(&words);
    PyBuffer_Release(&scores);
    return result;
}

/* ------------------------------------------------------------- alignment --- */

/* One way to get from (i letters, j read) to the next cell, under the channel. */
typedef struct {
    int letters, reads;
    uint64_t key;
    float score;
} Move;

static int moves(const Channel *channel, const uint8_t *true_, int n, const uint8_t *read, int m, int i, int j,
                 float unseen, Move *out)
{
    int count = 0;
#define MOVE(a, b, k, s) out[count++] = (Move){a, b, k, s}
    if (j < m) MOVE(0, 1, unit_key(0, 0, read[j], 0, 0), channel->added[read[j]]);
    if (i < n) {
        int c = true_[i];
        MOVE(1, 0, unit_key(c, 0, 0, 0, 0), channel->lost[c]);
        if (j < m) MOVE(1, 1, unit_key(c, 0, read[j], 0, 0), channel->one[c][read[j]]);
        if (j + 1 < m) {
            uint64_t key = unit_key(c, 0, read[j], read[j + 1], 0);
            MOVE(1, 2, key, map_get(&channel->units, key, unseen));
        }
        if (i + 1 < n)
            for (int k = 1; k <= 3 && j + k <= m; k++) {
                uint64_t key = unit_key(c, true_[i + 1], read[j], k > 1 ? read[j + 1] : 0, k > 2 ? read[j + 2] : 0);
                MOVE(2, k, key, map_get(&channel->units, key, unseen));
            }
    }
#undef MOVE
    return count;
}

static double add_log(double a, double b)
{
    if (a < b) {
        double swap = a;
        a = b;
        b = swap;
    }
    return a < -1e29 ? a : a + log1p(exp(b - a));
}

/* count(true: bytes, read: bytes, ends_true: int32[n], ends_read: int32[n], weights: float32[n], unseen)
 *     -> (keys: uint64[], counts: float32[], log likelihood)
 * Expected counts of every unit over all segmentations (forward-backward). A single
 * letter's key has only c1 and o1; o1 = 0 means lost, c1 = 0 means added. */
static PyObject *decoder_count(Decoder *self, PyObject *args)
{
    Py_buffer true_, read, ends_true, ends_read, weights;
    float unseen;
    if (!PyArg_ParseTuple(args, "y*y*y*y*y*f", &true_, &read, &ends_true, &ends_read, &weights, &unseen)) return NULL;
    Py_ssize_t pairs = self->channel->units.keys ? ends_true.len / (Py_ssize_t)sizeof(int32_t) : 0;
    double forward[MAX_TRUE + 1][MAX_READ + 1], backward[MAX_TRUE + 1][MAX_READ + 1], likelihood = 0;
    Map counts;
    int good = !map_init(&counts, 4096), at_true = 0, at_read = 0;
    for (Py_ssize_t p = 0; good && p < pairs; p++) {
        const uint8_t *t = (const uint8_t *)true_.buf + at_true, *r = (const uint8_t *)read.buf + at_read;
        int n = ((const int32_t *)ends_true.buf)[p] - at_true, m = ((const int32_t *)ends_read.buf)[p] - at_read;
        at_true += n;
        at_read += m;
        float weight = ((const float *)weights.buf)[p];
        if (n > MAX_TRUE || m > MAX_READ) continue;
        Move move[8];
        for (int i = 0; i <= n; i++)
            for (int j = 0; j <= m; j++) forward[i][j] = backward[i][j] = -1e30;
        forward[0][0] = backward[n][m] = 0;
        for (int i = 0; i <= n; i++)
            for (int j = 0; j <= m; j++) {
                int k = moves(self->channel, t, n, r, m, i, j, unseen, move);
                while (k--) {
                    double *cell = &forward[i + move[k].letters][j + move[k].reads];
                    *cell = add_log(*cell, forward[i][j] + move[k].score);
                }
            }
        for (int i = n; i >= 0; i--)
            for (int j = m; j >= 0; j--) {
                int k = moves(self->channel, t, n, r, m, i, j, unseen, move);
                while (k--)
                    backward[i][j] =
                        add_log(backward[i][j], backward[i + move[k].letters][j + move[k].reads] + move[k].score);
            }
        double total = forward[n][m];
        likelihood += weight * total;
        for (int i = 0; good && i <= n; i++)
            for (int j = 0; good && j <= m; j++) {
                int k = moves(self->channel, t, n, r, m, i, j, unseen, move);
                while (good && k--) {
                    double share = forward[i][j] + move[k].score + backward[i + move[k].letters][j + move[k].reads] - total;
                    if (share > -14) good = !map_add(&counts, move[k].key, (float)exp(share) * weight);
                }
            }
    }
    PyObject *result = NULL, *keys = NULL, *values = NULL;
    if (good) {
        keys = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)(counts.used * sizeof(uint64_t)));
        values = PyBytes_FromStringAndSize(NULL, (Py_ssize_t)(counts.used * sizeof(float)));
    }
    if (keys && values) {
        uint64_t *k = (uint64_t *)PyBytes_AsString(keys);
        float *v = (float *)PyBytes_AsString(values);
        for (size_t i = 0, out = 0; i <= counts.mask; i++)
            if (counts.keys[i]) {
                k[out] = counts.keys[i];
                v[out++] = counts.values[i];
            }
        result = Py_BuildValue("OOd", keys, values, likelihood);
    } else if (!PyErr_Occurred()) PyErr_NoMemory();
    Py_XDECREF(keys);
    Py_XDECREF(values);
    map_free(&counts);
    PyBuffer_Release(&true_);
    PyBuffer_Release(&read);
    PyBuffer_Release(&ends_true);
    PyBuffer_Release(&ends_read);
    PyBuffer_Release(&weights);
    return result;
}

/* ---------------------------------------------------------------- module --- */

static PyMethodDef decoder_methods[] = {
    {"set_channel", (PyCFunction)decoder_set_channel, METH_VARARGS, "Replace the channel."},
    {"search", (PyCFunction)decoder_search, METH_VARARGS, "Candidates of one token, best first."},
    {"rescore", (PyCFunction)decoder_rescore, METH_VARARGS, "Candidates of one token among given ones."},
    {"decode", (PyCFunction)decoder_decode, METH_VARARGS, "Best path through a lattice."},
    {"weigh", (PyCFunction)decoder_weigh, METH_VARARGS, "Posterior of words at some places."},
    {"follows", (PyCFunction)decoder_follows, METH_VARARGS, "Probability of a word behind others."},
    {"count", (PyCFunction)decoder_count, METH_VARARGS, "Expected counts of the channel's units."},
    {NULL, NULL, 0, NULL},
};

static PyType_Slot decoder_slots[] = {
    {Py_tp_doc, "Language model, lexicon and channel, ready to search and decode."},
    {Py_tp_new, PyType_GenericNew},
    {Py_tp_init, decoder_init},
    {Py_tp_dealloc, decoder_dealloc},
    {Py_tp_methods, decoder_methods},
    {0, NULL},
};

static PyType_Spec decoder_spec = {"vnplan.restore._decoder.Decoder", sizeof(Decoder), 0, Py_TPFLAGS_DEFAULT, decoder_slots};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "_decoder", "Inner loops of the restorer.", -1, NULL, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__decoder(void)
{
    PyObject *self = PyModule_Create(&module), *type = self ? PyType_FromSpec(&decoder_spec) : NULL;
    if (!type || PyModule_AddObject(self, "Decoder", type)) {
        Py_XDECREF(type);
        Py_XDECREF(self);
        return NULL;
    }
    return self;
}
