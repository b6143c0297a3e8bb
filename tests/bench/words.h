#pragma once

/* Names and places to make families of, the most frequent first; each list ends with NULL. They are
 * common words, put together at random: no family in a bench is a real one. */
extern const char *const bench_men[];
extern const char *const bench_women[];
extern const char *const bench_surnames[];
extern const char *const bench_villages[];
