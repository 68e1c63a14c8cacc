/* sphere.h - great-circle distances in whole numbers, so that every machine gives the same metres. */
#ifndef VRPFILE_SPHERE_H
#define VRPFILE_SPHERE_H
#include "base/base.h"

/** A point of the unit sphere, in 1/2^30. */
struct sphere_point {
    int64_t x, y, z;
};
/** @param lon,lat  millionths of a degree, lon -180..180, lat -90..90 (asserted) */
struct sphere_point sphere_point(int64_t lon, int64_t lat);
/** Metres on a sphere with the IUGG mean radius 6,371,008.8 m; true to 0.1 m up to a quarter of the globe. */
int64_t sphere_metres(struct sphere_point a, struct sphere_point b);
#endif
