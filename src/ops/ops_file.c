/* ops_file.c - the files of data/, as parts of the program. */
#include "ops/ops.h"

#include "base/embed.h"

EMBED(categories, "categories.tsv");
EMBED(consents, "consents.tsv");
EMBED(negev_region, "regions/negev/region.txt");
EMBED(negev_places, "regions/negev/places.tsv");
EMBED(negev_outlines, "regions/negev/outlines.geojson");
EMBED(negev_base, "regions/negev/base.geojson");
EMBED(negev_demo, "regions/negev/demo.tsv");
EMBED(puglia_region, "regions/puglia/region.txt");
EMBED(puglia_places, "regions/puglia/places.tsv");
EMBED(puglia_outlines, "regions/puglia/outlines.geojson");
EMBED(puglia_base, "regions/puglia/base.geojson");

typedef struct DataFile {
    const char *path, *begin, *end;
} DataFile;

Str ops_file(Str path) {
    const DataFile FILES[] = {
        {"categories.tsv", data_categories, data_categories_end},
        {"consents.tsv", data_consents, data_consents_end},
        {"regions/negev/region.txt", data_negev_region, data_negev_region_end},
        {"regions/negev/places.tsv", data_negev_places, data_negev_places_end},
        {"regions/negev/outlines.geojson", data_negev_outlines, data_negev_outlines_end},
        {"regions/negev/base.geojson", data_negev_base, data_negev_base_end},
        {"regions/negev/demo.tsv", data_negev_demo, data_negev_demo_end},
        {"regions/puglia/region.txt", data_puglia_region, data_puglia_region_end},
        {"regions/puglia/places.tsv", data_puglia_places, data_puglia_places_end},
        {"regions/puglia/outlines.geojson", data_puglia_outlines, data_puglia_outlines_end},
        {"regions/puglia/base.geojson", data_puglia_base, data_puglia_base_end},
    };
    for (size_t i = 0; i < sizeof FILES / sizeof *FILES; i++) {
        if (str_eq(path, str_of(FILES[i].path))) return (Str){FILES[i].begin, (size_t)(FILES[i].end - FILES[i].begin)};
    }
    return (Str){0};
}
