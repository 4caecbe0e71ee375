/* sqlpack OUT.c STEP...: packs the schema's history, src/db/migrations/NNNN.sqlite.sql and NNNN.pg.sql, into a C
** table (src/db/migrate.h), by number. A step must stand there for both engines, and numbers need not follow one
** another. */
#include "tool.h"

typedef struct Step {
    int         number;
    const char *path[2];
} Step;

static const char *const ENDINGS[2] = {".sqlite.sql", ".pg.sql"};

static int engine_of(const char *path) {
    for (int e = 0; e < 2; e++) {
        if (ends(path, ENDINGS[e])) return e;
    }
    return -1;
}

/* The four digits at the head of the file's name, or 0. */
static int number_of(const char *path) {
    const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
    int         n = 0;
    for (int i = 0; i < 4; i++) {
        if (name[i] < '0' || name[i] > '9') return 0;
        n = 10 * n + (name[i] - '0');
    }
    return name[4] == '.' ? n : 0;
}

static int by_number(const void *a, const void *b) {
    return ((const Step *)a)->number - ((const Step *)b)->number;
}

static void put_text(FILE *out, const char *path) {
    size_t n;
    char  *text = file_read(path, &n);
    text_check(path, text, n);
    fputs("        \"", out);
    for (size_t i = 0; i < n; i++) {
        if (text[i] == '\n') fputs(i + 1 < n ? "\\n\"\n        \"" : "\\n", out);
        else if (text[i] == '"' || text[i] == '\\') fprintf(out, "\\%c", text[i]);
        else fputc(text[i], out);
    }
    fputs("\",\n", out);
}

int main(int argc, char **argv) {
    Step  *steps = NULL;
    size_t n = 0;
    for (int i = 2; i < argc; i++) {
        int engine = engine_of(argv[i]), number = number_of(argv[i]);
        if (engine < 0 || number == 0) {
            mistake(argv[i], 1, "a step is called NNNN.sqlite.sql or NNNN.pg.sql");
            continue;
        }
        size_t k = 0;
        while (k < n && steps[k].number != number) k++;
        if (k == n) *PUSH(steps, n) = (Step){.number = number};
        steps[k].path[engine] = argv[i];
    }
    qsort(steps, n, sizeof *steps, by_number);
    for (size_t k = 0; k < n; k++) {
        for (int e = 0; e < 2; e++) {
            if (!steps[k].path[e]) mistake(steps[k].path[!e], 1, "the step is missing as %04d%s", steps[k].number,
                                           ENDINGS[e]);
        }
    }
    if (mistakes() > 0 || argc < 2) return 1;
    FILE *out = fopen(argv[1], "w");
    if (!out) {
        perror(argv[1]);
        return 1;
    }
    fputs("/* Written by sqlpack from src/db/migrations. Do not edit. */\n#include \"db/migrate.h\"\n\n"
          "const MigrateStep MIGRATE_STEPS[] = {\n", out);
    for (size_t k = 0; k < n; k++) {
        fprintf(out, "    {%d, {\n", steps[k].number);
        for (int e = 0; e < 2; e++) put_text(out, steps[k].path[e]);
        fputs("    }},\n", out);
    }
    fprintf(out, "};\nconst int MIGRATE_STEPS_N = %zu;\n", n);
    return fclose(out) != 0;
}
