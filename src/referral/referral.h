/* referral.h - aid bodies and their tracks, whom a business was referred to, and the money that was asked for it. */
#ifndef RAKAZ_REFERRAL_REFERRAL_H
#define RAKAZ_REFERRAL_REFERRAL_H

#include "referral/aid.h"

extern const Module referral_module;

#endif
