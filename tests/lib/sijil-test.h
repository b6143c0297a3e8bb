#pragma once

#include <glib.h>

/* Compares a text that the callee hands over, and frees it. */
#define assert_takes(actual, expected)                                                             \
  G_STMT_START                                                                                     \
  {                                                                                                \
    g_autofree char *got_ = (actual);                                                              \
    g_assert_cmpstr (got_, ==, (expected));                                                        \
  }                                                                                                \
  G_STMT_END

#define FSI "\342\201\250"
#define LRI "\342\201\246"
#define PDI "\342\201\251"
#define NBSP "\302\240"
