/* itm.c - the Israeli grids and degrees.
**
** Transverse Mercator by Krueger's series in the third flattening n (L. Krueger, Konforme Abbildung des
** Erdellipsoids in der Ebene, 1912; coefficients to n^4 as in C. F. F. Karney, J. Geodesy 85 (2011) 475-485,
** equations 35 and 36). Datum: the three geocentric translations of "Israel 1993 to WGS 84 (1)", EPSG 1073, with a
** stated accuracy of 2 m; they give the degrees that the Survey's and the statistics bureau's files carry beside
** their grid coordinates to within the last printed digit (itm_test.c). */
#include "sheet/itm.h"

#include <math.h>
#include <stddef.h>

static const double GRS80_A = 6378137.0, GRS80_F = 1 / 298.257222101;
static const double WGS84_A = 6378137.0, WGS84_F = 1 / 298.257223563;
static const double LAT0 = 31.734393611111113, LON0 = 35.20451694444445, SCALE = 1.0000067;
static const double FALSE_E = 219529.584, FALSE_N = 626907.39;
static const double SHIFT[3] = {-48, 55, 52};
static const double DEG = 0.017453292519943295;

/* The old grid lies 50 km west and 500 km north of the new one, to within some metres. */
static const double ICS_EAST = 50000, ICS_NORTH = -500000;

typedef struct Series {
    double n, a, alpha[4], beta[4];
} Series;

static Series series(void) {
    double n = GRS80_F / (2 - GRS80_F), n2 = n * n, n3 = n2 * n, n4 = n3 * n;
    return (Series){
        .n = n,
        .a = GRS80_A / (1 + n) * (1 + n2 / 4 + n4 / 64),
        .alpha = {n / 2 - 2 * n2 / 3 + 5 * n3 / 16 + 41 * n4 / 180, 13 * n2 / 48 - 3 * n3 / 5 + 557 * n4 / 1440,
                  61 * n3 / 240 - 103 * n4 / 140, 49561 * n4 / 161280},
        .beta = {n / 2 - 2 * n2 / 3 + 37 * n3 / 96 - n4 / 360, n2 / 48 + n3 / 15 - 437 * n4 / 1440,
                 17 * n3 / 480 - 37 * n4 / 840, 4397 * n4 / 161280},
    };
}

/* Latitude and longitude difference in radians to the plane, before scale and false origin. */
static void project(const Series *k, double lat, double dlon, double *ret_x, double *ret_y) {
    double e = sqrt(GRS80_F * (2 - GRS80_F));
    double t = sinh(atanh(sin(lat)) - e * atanh(e * sin(lat)));
    double xi = atan2(t, cos(dlon)), eta = asinh(sin(dlon) / sqrt(t * t + cos(dlon) * cos(dlon)));
    double x = eta, y = xi;
    for (int j = 1; j <= 4; j++) {
        y += k->alpha[j - 1] * sin(2 * j * xi) * cosh(2 * j * eta);
        x += k->alpha[j - 1] * cos(2 * j * xi) * sinh(2 * j * eta);
    }
    *ret_x = k->a * x;
    *ret_y = k->a * y;
}

static void unproject(const Series *k, double x, double y, double *ret_lat, double *ret_dlon) {
    double xi = y / k->a, eta = x / k->a, xi1 = xi, eta1 = eta;
    for (int j = 1; j <= 4; j++) {
        xi1 -= k->beta[j - 1] * sin(2 * j * xi) * cosh(2 * j * eta);
        eta1 -= k->beta[j - 1] * cos(2 * j * xi) * sinh(2 * j * eta);
    }
    double e = sqrt(GRS80_F * (2 - GRS80_F)), conformal = asin(sin(xi1) / cosh(eta1)), lat = conformal;
    /* The geodetic latitude of a conformal one by iteration; five rounds are exact to the last bit here. */
    for (int round = 0; round < 5; round++)
        lat = asin(tanh(atanh(sin(conformal)) + e * atanh(e * sin(lat))));
    *ret_lat = lat;
    *ret_dlon = atan2(sinh(eta1), cos(xi1));
}

typedef struct Xyz {
    double x, y, z;
} Xyz;

static Xyz to_space(double lat, double lon, double a, double f) {
    double e2 = f * (2 - f), v = a / sqrt(1 - e2 * sin(lat) * sin(lat));
    return (Xyz){v * cos(lat) * cos(lon), v * cos(lat) * sin(lon), v * (1 - e2) * sin(lat)};
}

static void from_space(Xyz p, double a, double f, double *ret_lat, double *ret_lon) {
    double e2 = f * (2 - f), d = hypot(p.x, p.y), lat = atan2(p.z, d * (1 - e2));
    for (int round = 0; round < 6; round++) {
        double v = a / sqrt(1 - e2 * sin(lat) * sin(lat));
        lat = atan2(p.z + e2 * v * sin(lat), d);
    }
    *ret_lat = lat;
    *ret_lon = atan2(p.y, p.x);
}

/* direction 1: Israel 1993 to WGS 84; -1: back. */
static Xyz shift(Xyz p, int direction) {
    return (Xyz){p.x + direction * SHIFT[0], p.y + direction * SHIFT[1], p.z + direction * SHIFT[2]};
}

bool itm_to_wgs84(double easting, double northing, double *ret_lon, double *ret_lat) {
    if (!(easting >= 100000 && easting <= 320000 && northing >= 350000 && northing <= 830000)) return false;
    Series k = series();
    double x0, y0, lat, dlon, lon;
    project(&k, LAT0 * DEG, 0, &x0, &y0);
    unproject(&k, (easting - FALSE_E) / SCALE, (northing - FALSE_N) / SCALE + y0, &lat, &dlon);
    Xyz p = shift(to_space(lat, LON0 * DEG + dlon, GRS80_A, GRS80_F), 1);
    from_space(p, WGS84_A, WGS84_F, &lat, &lon);
    *ret_lon = lon / DEG;
    *ret_lat = lat / DEG;
    return true;
}

bool wgs84_to_itm(double lon, double lat, double *ret_easting, double *ret_northing) {
    if (!(lon >= 33.5 && lon <= 36.5 && lat >= 29 && lat <= 34)) return false;
    Series k = series();
    double x0, y0, x, y, lat93, lon93;
    Xyz    p = shift(to_space(lat * DEG, lon * DEG, WGS84_A, WGS84_F), -1);
    from_space(p, GRS80_A, GRS80_F, &lat93, &lon93);
    project(&k, LAT0 * DEG, 0, &x0, &y0);
    project(&k, lat93, lon93 - LON0 * DEG, &x, &y);
    *ret_easting = x * SCALE + FALSE_E;
    *ret_northing = (y - y0) * SCALE + FALSE_N;
    return true;
}

static bool within(double x, double from, double to) {
    return x >= from && x <= to;
}

Grid grid_guess(double x, double y) {
    if (within(x, 34.0, 36.3) && within(y, 29.0, 33.7)) return GRID_DEGREES;
    if (within(y, 34.0, 36.3) && within(x, 29.0, 33.7)) return GRID_DEGREES_SWAPPED;
    if (within(x, 120000, 300000) && within(y, 370000, 810000)) return GRID_ITM;
    if (within(y, 120000, 300000) && within(x, 370000, 810000)) return GRID_ITM_SWAPPED;
    if (within(x, 70000, 250000) && within(y, 870000, 1310000)) return GRID_ICS;
    if (within(y, 70000, 250000) && within(x, 870000, 1310000)) return GRID_ICS_SWAPPED;
    if (within(x, 3784000, 4042000) && within(y, 3370000, 3990000)) return GRID_WEB_MERCATOR;
    return GRID_NONE;
}

bool grid_to_wgs84(Grid g, double x, double y, double *ret_lon, double *ret_lat) {
    switch (g) {
    case GRID_DEGREES:
        *ret_lon = x;
        *ret_lat = y;
        return true;
    case GRID_DEGREES_SWAPPED: return grid_to_wgs84(GRID_DEGREES, y, x, ret_lon, ret_lat);
    case GRID_ITM: return itm_to_wgs84(x, y, ret_lon, ret_lat);
    case GRID_ITM_SWAPPED: return itm_to_wgs84(y, x, ret_lon, ret_lat);
    case GRID_ICS: return itm_to_wgs84(x + ICS_EAST, y + ICS_NORTH, ret_lon, ret_lat);
    case GRID_ICS_SWAPPED: return itm_to_wgs84(y + ICS_EAST, x + ICS_NORTH, ret_lon, ret_lat);
    case GRID_WEB_MERCATOR:
        *ret_lon = x / WGS84_A / DEG;
        *ret_lat = atan(sinh(y / WGS84_A)) / DEG;
        return true;
    default: return false;
    }
}
