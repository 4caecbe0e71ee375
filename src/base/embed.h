/* embed.h - files of data/ as parts of the program. The assembler finds them in the folder that the build names
** (src/meson.build); a changed file is not seen by the build: touch the source that names it. */
#ifndef RAKAZ_BASE_EMBED_H
#define RAKAZ_BASE_EMBED_H

/* data_NAME up to data_NAME_end are the bytes of the file, a NUL behind them. */
#define EMBED(name, path)                                                                                           \
    __asm__(".section .rodata\n.global data_" #name "\ndata_" #name ":\n.incbin \"" path "\"\n.global data_" #name   \
            "_end\ndata_" #name "_end:\n.byte 0\n.previous\n");                                                     \
    extern const char data_##name[], data_##name##_end[]

#endif
