/* Pictures of two values packed as faxes of Group 4 are (ITU-T T.6), unpacked to a byte a pixel.
 *
 * Plain C over buffers that Python owns. Each row is told by where its colour changes, against the
 * row above. What does not follow the code, or ends too early or too late, is no whole picture: a
 * damaged one would come out as rubbish from the damage on.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

enum { WHITE, BLACK };
enum { WINDOW = 13, TERMINATING = 64, MOST_RUN = 2560, EOFB = 0x001001, EOFB_BITS = 24 };

/* Codes of runs as strings of bits: T.4, tables 2 and 3. Runs of 0 to 63, then of 64, 128, ... */
static const char *const WHITE_CODES =
    "00110101 000111 0111 1000 1011 1100 1110 1111 10011 10100 00111 01000 001000 000011 110100 110101 101010 "
    "101011 0100111 0001100 0001000 0010111 0000011 0000100 0101000 0101011 0010011 0100100 0011000 00000010 "
    "00000011 00011010 00011011 00010010 00010011 00010100 00010101 00010110 00010111 00101000 00101001 00101010 "
    "00101011 00101100 00101101 00000100 00000101 00001010 00001011 01010010 01010011 01010100 01010101 00100100 "
    "00100101 01011000 01011001 01011010 01011011 01001010 01001011 00110010 00110011 00110100 11011 10010 010111 "
    "0110111 00110110 00110111 01100100 01100101 01101000 01100111 011001100 011001101 011010010 011010011 "
    "011010100 011010101 011010110 011010111 011011000 011011001 011011010 011011011 010011000 010011001 010011010 "
    "011000 010011011";
static const char *const BLACK_CODES =
    "0000110111 010 11 10 011 0011 0010 00011 000101 000100 0000100 0000101 0000111 00000100 00000111 000011000 "
    "0000010111 0000011000 0000001000 00001100111 00001101000 00001101100 00000110111 00000101000 00000010111 "
    "00000011000 000011001010 000011001011 000011001100 000011001101 000001101000 000001101001 000001101010 "
    "000001101011 000011010010 000011010011 000011010100 000011010101 000011010110 000011010111 000001101100 "
    "000001101101 000011011010 000011011011 000001010100 000001010101 000001010110 000001010111 000001100100 "
    "000001100101 000001010010 000001010011 000000100100 000000110111 000000111000 000000100111 000000101000 "
    "000001011000 000001011001 000000101011 000000101100 000001011010 000001100110 000001100111 0000001111 "
    "000011001000 000011001001 000001011011 000000110011 000000110100 000000110101 0000001101100 0000001101101 "
    "0000001001010 0000001001011 0000001001100 0000001001101 0000001110010 0000001110011 0000001110100 "
    "0000001110101 0000001110110 0000001110111 0000001010010 0000001010011 0000001010100 0000001010101 "
    "0000001011010 0000001011011 0000001100100 0000001100101";
/* Of either colour: runs of 1792, 1856, ... */
static const char *const LONG_CODES =
    "00000001000 00000001100 00000001101 000000010010 000000010011 000000010100 000000010101 000000010110 "
    "000000010111 000000011100 000000011101 000000011110 000000011111";

typedef struct {
    int16_t run;
    uint8_t bits; /* 0: no code begins so */
} Code;

static Code codes[2][1 << WINDOW];

static void learn(Code *table, const char *listed, int number)
{
    while (*listed) {
        int bits = 0, value = 0;
        for (; *listed == '0' || *listed == '1'; listed++, bits++) value = 2 * value + (*listed - '0');
        if (*listed) listed++;
        int run = number < TERMINATING ? number : (number - TERMINATING + 1) * TERMINATING;
        for (int rest = 0; rest < 1 << (WINDOW - bits); rest++)
            table[(value << (WINDOW - bits)) + rest] = (Code){(int16_t)run, (uint8_t)bits};
        number++;
    }
}

typedef struct {
    const uint8_t *data;
    size_t bits, at; /* at: the bit that comes next */
} Bits;

/* The next bits, at most 24, without going on; behind the end there are zeros. */
static uint32_t seen(const Bits *in, int count)
{
    size_t byte = in->at / 8, end = in->bits / 8;
    uint64_t window = 0;
    for (size_t n = 0; n < 5; n++) window = window << 8 | (byte + n < end ? in->data[byte + n] : 0);
    return (uint32_t)(window >> (40 - in->at % 8 - (size_t)count)) & ((1u << count) - 1);
}

/* The length of the run that comes next, or -1. */
static int32_t next_run(Bits *in, int colour)
{
    for (int32_t whole = 0; whole <= INT16_MAX;) {
        Code code = codes[colour][seen(in, WINDOW)];
        if (!code.bits) return -1;
        in->at += code.bits;
        whole += code.run;
        if (code.run < TERMINATING) return whole;
    }
    return -1;
}

typedef struct {
    int32_t *changes, count; /* where the colour changes: to black, to white, to black, ... */
} Row;

/* A change at the place of the one before it takes both away; at the end of the row there is none. */
static int change(Row *row, int32_t at, int32_t width)
{
    if (at < (row->count ? row->changes[row->count - 1] : 0) || at > width) return -1;
    if (row->count && row->changes[row->count - 1] == at) row->count--;
    else if (at < width) row->changes[row->count++] = at;
    return 0;
}

/* How far beside the change above the next one is (-3 to 3), or one of these. */
enum { PASS = 4, HORIZONTAL, NONE };

static int next_mode(Bits *in)
{
    static const struct {
        uint8_t bits, value;
        int8_t mode;
    } modes[] = {{1, 1, 0}, {3, 3, 1}, {3, 2, -1}, {3, 1, HORIZONTAL}, {4, 1, PASS},
                 {6, 3, 2}, {6, 2, -2}, {7, 3, 3}, {7, 2, -3}};
    uint32_t next = seen(in, 7);
    for (size_t n = 0; n < sizeof modes / sizeof *modes; n++)
        if (next >> (7 - modes[n].bits) == modes[n].value) {
            in->at += modes[n].bits;
            return modes[n].mode;
        }
    return NONE;
}

static int read_row(Bits *in, const Row *above, Row *row, int32_t width)
{
    int colour = WHITE;
    row->count = 0;
    /* near: the first change above to the other colour behind `at`. */
    for (int32_t at = -1, near = 0; at < width;) {
        if (in->at > in->bits) return -1;
        int mode = next_mode(in);
        if (mode == NONE) return -1;
        if (mode == PASS) at = above->changes[near + 1];
        else if (mode == HORIZONTAL) {
            int32_t first = next_run(in, colour), second = first < 0 ? -1 : next_run(in, !colour);
            int32_t start = at < 0 ? 0 : at;
            if (second < 0 || change(row, start + first, width) || change(row, start + first + second, width)) return -1;
            at = start + first + second;
        } else {
            int32_t to = above->changes[near] + mode;
            if (to < at || change(row, to, width)) return -1;
            at = to;
            colour = !colour;
            near += near ? -1 : 1;
        }
        while (above->changes[near] <= at && above->changes[near] < width) near += 2;
    }
    for (int n = 0; n < 4; n++) row->changes[row->count + n] = width;
    return 0;
}

/* Whether nothing follows but the end of the block, if that, and zeros to fill the last bytes. */
static int is_end(Bits *in)
{
    if (in->at > in->bits) return 0;
    if (seen(in, EOFB_BITS) == EOFB) return in->bits - in->at >= EOFB_BITS;
    if (in->bits - in->at >= EOFB_BITS) return 0;
    return !seen(in, EOFB_BITS);
}

static int unpack(Bits *in, uint8_t *pixels, int32_t height, int32_t width)
{
    /* A row has no more changes than pixels, and four ends. */
    int32_t *room = malloc(2 * ((size_t)width + 8) * sizeof *room);
    if (!room) return -1;
    Row above = {room, 0}, row = {room + width + 8, 0};
    for (int n = 0; n < 4; n++) above.changes[n] = width;
    int whole = 1;
    for (int32_t y = 0; whole && y < height; y++, pixels += width) {
        whole = !read_row(in, &above, &row, width);
        if (!whole) break;
        memset(pixels, 255, (uint32_t)width);
        for (int32_t n = 0; n < row.count; n += 2)
            memset(pixels + row.changes[n], 0, (size_t)(row.changes[n + 1] - row.changes[n]));
        Row last = above;
        above = row;
        row = last;
    }
    whole = whole && is_end(in);
    free(room);
    return whole;
}

static PyObject *group4(PyObject *self, PyObject *args)
{
    Py_buffer data;
    Py_ssize_t height, width;
    (void)self;
    if (!PyArg_ParseTuple(args, "y*nn", &data, &height, &width)) return NULL;
    PyObject *pixels = NULL;
    if (height < 1 || width < 1 || height > INT16_MAX || width > INT16_MAX)
        PyErr_SetString(PyExc_ValueError, "not so many rows and columns of pixels");
    else if ((pixels = PyByteArray_FromStringAndSize(NULL, height * width))) {
        Bits in = {data.buf, 8 * (size_t)data.len, 0};
        int whole = unpack(&in, (uint8_t *)PyByteArray_AsString(pixels), (int32_t)height, (int32_t)width);
        if (whole <= 0) Py_CLEAR(pixels);
        if (whole < 0) PyErr_NoMemory();
        else if (!whole) pixels = Py_NewRef(Py_None);
    }
    PyBuffer_Release(&data);
    return pixels;
}

static PyMethodDef functions[] = {
    {"group4", group4, METH_VARARGS, "The pixels of a picture, or None where it is not whole."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "_fax", "Pictures packed as faxes.", -1, functions, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__fax(void)
{
    learn(codes[WHITE], WHITE_CODES, 0);
    learn(codes[BLACK], BLACK_CODES, 0);
    learn(codes[WHITE], LONG_CODES, TERMINATING + 27);
    learn(codes[BLACK], LONG_CODES, TERMINATING + 27);
    return PyModule_Create(&module);
}
