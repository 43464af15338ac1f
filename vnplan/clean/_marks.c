/* Connected marks of a picture of two values, by the runs of its rows.
 *
 * Plain C over buffers that Python owns. Two runs in rows that follow one another belong together
 * where they touch, corners included; a forest of their numbers (union-find) tells what hangs
 * together. Most of a page is paper, which is passed over eight pixels at a time.
 */
#define PY_SSIZE_T_CLEAN
#include <Python.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

typedef struct {
    int32_t row, start, stop, up; /* up: a run before it of the same mark, or itself */
} Run;

typedef struct {
    Run *runs;
    size_t count, room;
} Runs;

static int add_run(Runs *all, int32_t row, int32_t start, int32_t stop)
{
    if (all->count == all->room) {
        if (all->room > INT32_MAX / 2) return -1;
        size_t room = all->room ? 2 * all->room : 4096;
        Run *more = realloc(all->runs, room * sizeof *more);
        if (!more) return -1;
        all->runs = more;
        all->room = room;
    }
    all->runs[all->count] = (Run){row, start, stop, (int32_t)all->count};
    all->count++;
    return 0;
}

static int32_t first_of(Run *runs, int32_t run)
{
    while (runs[run].up != run) {
        runs[run].up = runs[runs[run].up].up;
        run = runs[run].up;
    }
    return run;
}

/* The earlier one of two first runs stays the first. */
static void join(Run *runs, int32_t one, int32_t other)
{
    one = first_of(runs, one);
    other = first_of(runs, other);
    if (one < other) runs[other].up = one;
    else runs[one].up = other;
}

/* The first column from `at` on whose pixel is ink, or `width`. */
static Py_ssize_t next_ink(const uint8_t *row, Py_ssize_t at, Py_ssize_t width)
{
    for (uint64_t eight; at + 8 <= width; at += 8) {
        memcpy(&eight, row + at, 8);
        if (eight) break;
    }
    while (at < width && !row[at]) at++;
    return at;
}

static Py_ssize_t next_paper(const uint8_t *row, Py_ssize_t at, Py_ssize_t width)
{
    while (at < width && row[at]) at++;
    return at;
}

static int find_runs(Runs *all, const uint8_t *pixels, Py_ssize_t height, Py_ssize_t width)
{
    size_t above = 0, above_end = 0;
    for (Py_ssize_t y = 0; y < height; y++) {
        const uint8_t *row = pixels + y * width;
        size_t here = all->count, near = above;
        for (Py_ssize_t start = next_ink(row, 0, width); start < width;) {
            Py_ssize_t stop = next_paper(row, start, width);
            if (add_run(all, (int32_t)y, (int32_t)start, (int32_t)stop)) return -1;
            while (near < above_end && all->runs[near].stop < start) near++;
            for (size_t n = near; n < above_end && all->runs[n].start <= stop; n++)
                join(all->runs, (int32_t)n, (int32_t)all->count - 1);
            start = next_ink(row, stop, width);
        }
        above = here;
        above_end = all->count;
    }
    return 0;
}

/* Numbers the marks from 1 on, in `up`, as OpenCV does: by their first square of two by two pixels,
 * row upon row of squares; two marks cannot share one. How many there are, or -1. */
static int32_t number_marks(Runs *all)
{
    Run *runs = all->runs;
    int32_t *number = calloc(all->count + 1, sizeof *number), marks = 0;
    if (!number) return -1;
    for (size_t n = 0; n < all->count; n++) runs[n].up = runs[runs[n].up].up; /* the first run */
    for (size_t upper = 0, lower, end; upper < all->count; upper = end) {
        int32_t squares = runs[upper].row / 2;
        for (lower = upper; lower < all->count && runs[lower].row == 2 * squares; lower++) {}
        for (end = lower; end < all->count && runs[end].row == 2 * squares + 1; end++) {}
        for (size_t one = upper, other = lower; one < lower || other < end;) {
            int left = other == end || (one < lower && runs[one].start / 2 <= runs[other].start / 2);
            int32_t first = runs[left ? one++ : other++].up;
            if (!number[first]) number[first] = ++marks;
        }
    }
    for (size_t n = 0; n < all->count; n++) runs[n].up = number[runs[n].up];
    free(number);
    return marks;
}

/* Left, top, width, height, pixels; sums of x and of y. The paper's box is the whole picture. */
static void measure(const Runs *all, int32_t marks, int32_t *boxes, double *sums, Py_ssize_t height, Py_ssize_t width)
{
    memset(boxes, 0, (size_t)(marks + 1) * 5 * sizeof *boxes);
    memset(sums, 0, (size_t)(marks + 1) * 2 * sizeof *sums);
    for (size_t n = 0; n < all->count; n++) {
        const Run *run = &all->runs[n];
        int32_t *box = boxes + 5 * (size_t)run->up, size = run->stop - run->start;
        double *sum = sums + 2 * (size_t)run->up;
        if (!box[4]) {
            box[0] = run->start;
            box[1] = run->row;
            box[2] = run->stop;
        }
        if (run->start < box[0]) box[0] = run->start;
        if (run->stop > box[2]) box[2] = run->stop;
        box[3] = run->row + 1;
        box[4] += size;
        sum[0] += 0.5 * size * ((double)run->start + run->stop - 1);
        sum[1] += (double)size * run->row;
    }
    boxes[2] = (int32_t)width;
    boxes[3] = (int32_t)height;
    boxes[4] = (int32_t)(height * width);
    sums[0] = 0.5 * (double)(height * width) * (double)(width - 1);
    sums[1] = 0.5 * (double)(height * width) * (double)(height - 1);
    for (int32_t mark = 1; mark <= marks; mark++) {
        int32_t *box = boxes + 5 * (size_t)mark;
        box[2] -= box[0];
        box[3] -= box[1];
        boxes[4] -= box[4];
        sums[0] -= sums[2 * (size_t)mark];
        sums[1] -= sums[2 * (size_t)mark + 1];
    }
}

static void paint(const Runs *all, void *labels, int wide, Py_ssize_t height, Py_ssize_t width)
{
    memset(labels, 0, (size_t)(height * width) * (wide ? 4 : 2));
    for (size_t n = 0; n < all->count; n++) {
        const Run *run = &all->runs[n];
        size_t at = (size_t)run->row * (size_t)width + (size_t)run->start;
        size_t end = at + (size_t)(run->stop - run->start);
        if (wide) while (at < end) ((int32_t *)labels)[at++] = run->up;
        else while (at < end) ((uint16_t *)labels)[at++] = (uint16_t)run->up;
    }
}

static PyObject *label(PyObject *self, PyObject *args)
{
    Py_buffer pixels;
    Py_ssize_t height, width;
    (void)self;
    if (!PyArg_ParseTuple(args, "y*nn", &pixels, &height, &width)) return NULL;
    if (height < 0 || width < 0 || height > INT32_MAX || width > INT32_MAX || pixels.len != height * width ||
        pixels.len > INT32_MAX) {
        PyBuffer_Release(&pixels);
        PyErr_SetString(PyExc_ValueError, "not so many rows and columns of pixels");
        return NULL;
    }
    Runs all = {NULL, 0, 0};
    PyObject *labels = NULL, *boxes = NULL, *sums = NULL, *result = NULL;
    int32_t marks = find_runs(&all, pixels.buf, height, width) ? -1 : number_marks(&all);
    if (marks < 0) PyErr_NoMemory();
    else {
        int wide = marks > UINT16_MAX;
        labels = PyByteArray_FromStringAndSize(NULL, height * width * (wide ? 4 : 2));
        boxes = PyByteArray_FromStringAndSize(NULL, ((Py_ssize_t)marks + 1) * 5 * (Py_ssize_t)sizeof(int32_t));
        sums = PyByteArray_FromStringAndSize(NULL, ((Py_ssize_t)marks + 1) * 2 * (Py_ssize_t)sizeof(double));
        if (labels && boxes && sums) {
            paint(&all, PyByteArray_AsString(labels), wide, height, width);
            measure(&all, marks, (int32_t *)PyByteArray_AsString(boxes), (double *)PyByteArray_AsString(sums), height, width);
            result = Py_BuildValue("OOO", labels, boxes, sums);
        }
    }
    Py_XDECREF(labels);
    Py_XDECREF(boxes);
    Py_XDECREF(sums);
    free(all.runs);
    PyBuffer_Release(&pixels);
    return result;
}

static PyMethodDef functions[] = {
    {"label", label, METH_VARARGS, "Labels, boxes and sums of places of the marks of a picture."},
    {NULL, NULL, 0, NULL},
};

static struct PyModuleDef module = {
    PyModuleDef_HEAD_INIT, "_marks", "Connected marks.", -1, functions, NULL, NULL, NULL, NULL};

PyMODINIT_FUNC PyInit__marks(void) { return PyModule_Create(&module); }
