/* Numbers from text, checked: no sign, no space, no overflow gets through. */
#ifndef BASE_NUM_H
#define BASE_NUM_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define NUM_TEXT_SIZE 32

/* Decimal digits only. */
bool num_parse_u64(const char *text, size_t n, uint64_t *value);
/* 0 to 15, or -1 for what is no hexadecimal digit. */
int num_hex_digit(char c);
/* "4096", "8K", "8KiB", "4 MiB", "2G"; K, M, G are powers of 1024, case does not matter. */
bool num_parse_size(const char *text, uint64_t *bytes);
/* "1,204": for people. Returns `out`. */
char *num_format(uint64_t value, char out[NUM_TEXT_SIZE]);
/* "412 B", "1.2 KiB", "3.4 MiB". Returns `out`. */
char *num_format_size(uint64_t bytes, char out[NUM_TEXT_SIZE]);

#endif
