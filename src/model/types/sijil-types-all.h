#pragma once

/* Every record type; a new one is listed here and in sijil-type.c. */
#include "sijil-desk.h"
#include "sijil-distribution.h"
#include "sijil-elsewhere.h"
#include "sijil-event.h"
#include "sijil-finding.h"
#include "sijil-household.h"
#include "sijil-person.h"
#include "sijil-programme.h"
#include "sijil-reply.h"
#include "sijil-shift.h"
#include "sijil-staff.h"
#include "sijil-training.h"
#include "sijil-verdict.h"
#include "sijil-visit.h"
#include "sijil-volunteer.h"
