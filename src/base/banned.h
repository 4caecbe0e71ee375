/* banned.h - included before every file by the build: calls that have a better one here do not compile. */
#ifndef RAKAZ_BASE_BANNED_H
#define RAKAZ_BASE_BANNED_H

#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#pragma GCC poison strcpy strcat sprintf vsprintf strtok gets
#pragma GCC poison atoi atol atof rand srand
#pragma GCC poison localtime gmtime ctime asctime setlocale

#endif
