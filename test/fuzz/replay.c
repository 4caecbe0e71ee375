/* replay.c - runs a fuzz target over the files of its corpus, so that machines without libFuzzer replay them too. */
#include <dirent.h>
#include <stdint.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

static int replay_file(const char *path) {
    FILE *in = fopen(path, "rb");
    if (!in) return 0;
    fseek(in, 0, SEEK_END);
    long n = ftell(in);
    rewind(in);
    uint8_t *data = n >= 0 ? malloc((size_t)n + 1) : NULL;
    int read_all = data && fread(data, 1, (size_t)n, in) == (size_t)n;
    fclose(in);
    if (read_all) LLVMFuzzerTestOneInput(data, (size_t)n);
    free(data);
    return read_all;
}

int main(int argc, char **argv) {
    int n = 0;
    DIR *dir = argc == 2 ? opendir(argv[1]) : NULL;
    if (!dir) {
        fprintf(stderr, "usage: replay CORPUS_FOLDER\n");
        return 1;
    }
    for (const struct dirent *e = readdir(dir); e; e = readdir(dir)) {
        char path[1024];
        snprintf(path, sizeof path, "%s/%s", argv[1], e->d_name);
        if (e->d_name[0] != '.') n += replay_file(path);
    }
    closedir(dir);
    printf("ok 1 - %d inputs replayed\n", n);
    return n == 0;
}
