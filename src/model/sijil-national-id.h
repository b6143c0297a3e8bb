#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * SijilNationalId:
 * @birth: ISO date of birth
 * @sex: "m" or "f"
 * @governorate: code of the governorate of birth, "" if born abroad
 */
typedef struct {
  char birth[11];
  const char *sex;
  const char *governorate;
} SijilNationalId;

gboolean sijil_national_id_read (const char *digits, const char *today, SijilNationalId *out);
const char *sijil_national_id_fault (const char *digits, const char *today);

G_END_DECLS
