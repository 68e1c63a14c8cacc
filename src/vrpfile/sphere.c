/* sphere.c - sines and arcs by series in fixed point with 60 and 30 binary places. */
#include "vrpfile/sphere.h"

#define ONE60 ((int64_t)1 << 60)
#define ONE30 ((int64_t)1 << 30)
#define RADIUS_DM INT64_C(63710088) /* decimetres */

static int64_t times60(int64_t a, int64_t b)
{
    return (int64_t)(((int128)a * b) >> 60);
}

/* sin of an angle of at most a quarter turn, both in 1/2^60 (of a radian); the series ends below the last place. */
static int64_t sine60(int64_t x)
{
    int64_t square = times60(x / 2, x / 2), term = x, sum = x; /* a quarter of x squared: x itself may exceed one */
    for (int64_t k = 1; k < 14; k++) {
        term = -(int64_t)((int128)times60(term, square) * 4 / (2 * k * (2 * k + 1)));
        sum += term;
    }
    return sum;
}

/* Millionths of a degree, -90..90, to radians in 1/2^60. */
static int64_t radians60(int64_t micro)
{
    return (int64_t)((int128)micro * INT64_C(3622009729038561421) / 180000000); /* pi * 2^60 */
}

static int64_t sine(int64_t micro)
{
    while (micro > 180000000)
        micro -= 360000000;
    while (micro < -180000000)
        micro += 360000000;
    if (micro > 90000000) micro = 180000000 - micro;
    if (micro < -90000000) micro = -180000000 - micro;
    return sine60(radians60(micro));
}

struct sphere_point sphere_point(int64_t lon, int64_t lat)
{
    assert(lon >= -180000000 && lon <= 180000000);
    assert(lat >= -90000000 && lat <= 90000000);
    int64_t wide = sine(90000000 - lat);
    return (struct sphere_point){times60(wide, sine(90000000 - lon)) >> 30, times60(wide, sine(lon)) >> 30,
                                 sine(lat) >> 30};
}

static int64_t root(uint64_t x)
{
    if (x < 2) return (int64_t)x;
    uint64_t a = (uint64_t)1 << ((64 - __builtin_clzll(x) + 1) / 2), b;
    while ((b = (a + x / a) / 2) < a)
        a = b;
    return (int64_t)a;
}

/* The angle whose sine is h <= 1/2, both in 1/2^30. */
static int64_t arc30(int64_t h)
{
    int64_t square = (h * h) >> 30, term = h << 20, sum = term; /* twenty more places for the terms */
    for (int64_t k = 1; k < 20 && term; k++) {
        term = (int64_t)(((int128)term * square * ((2 * k - 1) * (2 * k - 1))) / ((2 * k) * (2 * k + 1)) >> 30);
        /* the series of asin has (2k-1)!!/(2k)!! x^(2k+1)/(2k+1): each term from the last one */
        sum += term;
    }
    return sum >> 20;
}

int64_t sphere_metres(struct sphere_point a, struct sphere_point b)
{
    int64_t x = a.x - b.x, y = a.y - b.y, z = a.z - b.z;
    uint64_t chord = (uint64_t)(x * x) + (uint64_t)(y * y) + (uint64_t)(z * z); /* at most 2^62 and a little */
    int64_t half = root(chord / 4), angle;
    if (half > ONE30) half = ONE30;
    if (half <= ONE30 / 2) {
        angle = 2 * arc30(half);
    } else { /* asin h = pi/2 - 2 asin sqrt((1 - h) / 2) */
        angle = INT64_C(3373259426) - 4 * arc30(root((uint64_t)((ONE30 - half) / 2) << 30));
    }
    return (int64_t)(((int128)angle * RADIUS_DM / ONE30 + 5) / 10);
}
