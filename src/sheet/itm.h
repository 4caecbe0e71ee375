/* itm.h - the Israeli grids and degrees.
**
** Israel 1993 / Israeli TM Grid (EPSG:2039): transverse Mercator on GRS80, latitude of origin 31.734393611 N,
** central meridian 35.204516944 E, scale 1.0000067, false easting 219529.584 m, false northing 626907.39 m.
** Datum to WGS 84 by EPSG 1073, whose stated accuracy is 2 m. The old grid is converted by its offset to the new
** one, which is good to some ten metres: enough to find the street, not the door. */
#ifndef RAKAZ_SHEET_ITM_H
#define RAKAZ_SHEET_ITM_H

#include <stdbool.h>

typedef enum Grid {
    GRID_NONE,                                    /* not a grid of the region */
    GRID_DEGREES,                                 /* lon, lat in the region */
    GRID_DEGREES_SWAPPED,                         /* lat, lon in the region */
    GRID_ITM,                                     /* new grid: easting 120..300 km, northing 370..810 km */
    GRID_ITM_SWAPPED,
    GRID_ICS,                                     /* old Israeli grid (EPSG:28193) */
    GRID_ICS_SWAPPED,
    GRID_WEB_MERCATOR,
    GRID_N
} Grid;

/* Which grid a pair belongs to, by its size alone. x stands first in the file. */
Grid grid_guess(double x, double y);

/* Metres to degrees. false: outside the grid's area. */
bool itm_to_wgs84(double easting, double northing, double *ret_lon, double *ret_lat);
bool wgs84_to_itm(double lon, double lat, double *ret_easting, double *ret_northing);

/* Any pair of a known grid to degrees. false: GRID_NONE or outside. */
bool grid_to_wgs84(Grid g, double x, double y, double *ret_lon, double *ret_lat);

#endif
