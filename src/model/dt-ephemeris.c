/* SPDX-License-Identifier: GPL-3.0-or-later */
/* New moons and the sun's apparent longitude from series. Pure, any thread.
 *
 * Source: Jean Meeus, "Astronomical Algorithms", 2nd edition, 1998: chapter 49 (phases of the moon,
 * within 17 seconds in 1980–2020), chapter 25 with appendix III (the sun by VSOP87, about 1″, which
 * it passes in 24 seconds), chapter 22 (nutation). Dynamical time less universal time: Espenak and
 * Meeus, "Five Millennium Canon of Solar Eclipses", NASA/TP-2006-214141; from about 2050 on it is a
 * forecast that may be wrong by minutes by 2199, since nobody can know how the earth will turn. */
#include "model/dt-ephemeris.h"

#include <math.h>

#define DEGREE (G_PI / 180)
#define J2000 2451545.0
#define SECONDS_PER_DAY 86400.0

/* coefficient × E^power × sin (m M + p M′ + f F) */
typedef struct
{
  double coefficient; /* days */
  int power;
  int m;
  int p;
  int f;
} MoonTerm;

/* a × cos (b + c τ) */
typedef struct
{
  double a; /* 10⁻⁸ radians */
  double b;
  double c; /* radians a millennium */
} SunTerm;

typedef struct
{
  double start; /* degrees */
  double step;  /* a lunation */
  double coefficient;
} PlanetTerm;

typedef struct
{
  int d;
  int m;
  int p;
  int f;
  int o;
  double coefficient; /* 0.0001″ */
} NutationTerm;

static const MoonTerm moon_terms[] = {
  { -0.40720, 0, 0, 1, 0 },   { 0.17241, 1, 1, 0, 0 },   { 0.01608, 0, 0, 2, 0 },
  { 0.01039, 0, 0, 0, 2 },    { 0.00739, 1, -1, 1, 0 },  { -0.00514, 1, 1, 1, 0 },
  { 0.00208, 2, 2, 0, 0 },    { -0.00111, 0, 0, 1, -2 }, { -0.00057, 0, 0, 1, 2 },
  { 0.00056, 1, 1, 2, 0 },    { -0.00042, 0, 0, 3, 0 },  { 0.00042, 1, 1, 0, 2 },
  { 0.00038, 1, 1, 0, -2 },   { -0.00024, 1, -1, 2, 0 }, { -0.00007, 0, 2, 1, 0 },
  { 0.00004, 0, 0, 2, -2 },   { 0.00004, 0, 3, 0, 0 },   { 0.00003, 0, 1, 1, -2 },
  { 0.00003, 0, 0, 2, 2 },    { -0.00003, 0, 1, 1, 2 },  { 0.00003, 0, -1, 1, 2 },
  { -0.00002, 0, -1, 1, -2 }, { -0.00002, 0, 1, 3, 0 },  { 0.00002, 0, 0, 4, 0 },
};

static const PlanetTerm planet_terms[] = {
  { 299.77, 0.107408, 0.000325 },  { 251.88, 0.016321, 0.000165 }, { 251.83, 26.651886, 0.000164 },
  { 349.42, 36.412478, 0.000126 }, { 84.66, 18.206239, 0.000110 }, { 141.74, 53.303771, 0.000062 },
  { 207.14, 2.453732, 0.000060 },  { 154.84, 7.306860, 0.000056 }, { 34.52, 27.261239, 0.000047 },
  { 207.19, 0.121824, 0.000042 },  { 291.34, 1.844379, 0.000040 }, { 161.72, 24.198154, 0.000037 },
  { 239.56, 25.513099, 0.000035 }, { 331.55, 3.592518, 0.000023 },
};

/* The earth's heliocentric longitude: L0 to L5. */
static const SunTerm sun_0[] = {
  { 175347046, 0, 0 },           { 3341656, 4.6692568, 6283.07585 },
  { 34894, 4.6261, 12566.1517 }, { 3497, 2.7441, 5753.3849 },
  { 3418, 2.8289, 3.5231 },      { 3136, 3.6277, 77713.7715 },
  { 2676, 4.4181, 7860.4194 },   { 2343, 6.1352, 3930.2097 },
  { 1324, 0.7425, 11506.7698 },  { 1273, 2.0371, 529.691 },
  { 1199, 1.1096, 1577.3435 },   { 990, 5.233, 5884.927 },
  { 902, 2.045, 26.298 },        { 857, 3.508, 398.149 },
  { 780, 1.179, 5223.694 },      { 753, 2.533, 5507.553 },
  { 505, 4.583, 18849.228 },     { 492, 4.205, 775.523 },
  { 357, 2.92, 0.067 },          { 317, 5.849, 11790.629 },
  { 284, 1.899, 796.298 },       { 271, 0.315, 10977.079 },
  { 243, 0.345, 5486.778 },      { 206, 4.806, 2544.314 },
  { 205, 1.869, 5573.143 },      { 202, 2.458, 6069.777 },
  { 156, 0.833, 213.299 },       { 132, 3.411, 2942.463 },
  { 126, 1.083, 20.775 },        { 115, 0.645, 0.98 },
  { 103, 0.636, 4694.003 },      { 102, 0.976, 15720.839 },
  { 102, 4.267, 7.114 },         { 99, 6.21, 2146.17 },
  { 98, 0.68, 155.42 },          { 86, 5.98, 161000.69 },
  { 85, 1.3, 6275.96 },          { 85, 3.67, 71430.7 },
  { 80, 1.81, 17260.15 },        { 79, 3.04, 12036.46 },
  { 75, 1.76, 5088.63 },         { 74, 3.5, 3154.69 },
  { 74, 4.68, 801.82 },          { 70, 0.83, 9437.76 },
  { 62, 3.98, 8827.39 },         { 61, 1.82, 7084.9 },
  { 57, 2.78, 6286.6 },          { 56, 4.39, 14143.5 },
  { 56, 3.47, 6279.55 },         { 52, 0.19, 12139.55 },
  { 52, 1.33, 1748.02 },         { 51, 0.28, 5856.48 },
  { 49, 0.49, 1194.45 },         { 41, 5.37, 8429.24 },
  { 41, 2.4, 19651.05 },         { 39, 6.17, 10447.39 },
  { 37, 6.04, 10213.29 },        { 37, 2.57, 1059.38 },
  { 36, 1.71, 2352.87 },         { 36, 1.78, 6812.77 },
  { 33, 0.59, 17789.85 },        { 30, 0.44, 83996.85 },
  { 30, 2.74, 1349.87 },         { 25, 3.16, 4690.48 },
};
static const SunTerm sun_1[] = {
  { 628331966747, 0, 0 },       { 206059, 2.678235, 6283.07585 },
  { 4303, 2.6351, 12566.1517 }, { 425, 1.59, 3.523 },
  { 119, 5.796, 26.298 },       { 109, 2.966, 1577.344 },
  { 93, 2.59, 18849.23 },       { 72, 1.14, 529.69 },
  { 68, 1.87, 398.15 },         { 67, 4.41, 5507.55 },
  { 59, 2.89, 5223.69 },        { 56, 2.17, 155.42 },
  { 45, 0.4, 796.3 },           { 36, 0.47, 775.52 },
  { 29, 2.65, 7.11 },           { 21, 5.34, 0.98 },
  { 19, 1.85, 5486.78 },        { 19, 4.97, 213.3 },
  { 17, 2.99, 6275.96 },        { 16, 0.03, 2544.31 },
  { 16, 1.43, 2146.17 },        { 15, 1.21, 10977.08 },
  { 12, 2.83, 1748.02 },        { 12, 3.26, 5088.63 },
  { 12, 5.27, 1194.45 },        { 12, 2.08, 4694 },
  { 11, 0.77, 553.57 },         { 10, 1.3, 6286.6 },
  { 10, 4.24, 1349.87 },        { 9, 2.7, 242.73 },
  { 9, 5.64, 951.72 },          { 8, 5.3, 2352.87 },
  { 6, 2.65, 9437.76 },         { 6, 4.67, 4690.48 },
};
static const SunTerm sun_2[] = {
  { 52919, 0, 0 },        { 8720, 1.0721, 6283.0758 }, { 309, 0.867, 12566.152 },
  { 27, 0.05, 3.52 },     { 16, 5.19, 26.3 },          { 16, 3.68, 155.42 },
  { 10, 0.76, 18849.23 }, { 9, 2.06, 77713.77 },       { 7, 0.83, 775.52 },
  { 5, 4.66, 1577.34 },   { 4, 1.03, 7.11 },           { 4, 3.44, 5573.14 },
  { 3, 5.14, 796.3 },     { 3, 6.05, 5507.55 },        { 3, 1.19, 242.73 },
  { 3, 6.12, 529.69 },    { 3, 0.31, 398.15 },         { 3, 2.28, 553.57 },
  { 2, 4.38, 5223.69 },   { 2, 3.75, 0.98 },
};
static const SunTerm sun_3[] = {
  { 289, 5.844, 6283.076 }, { 35, 0, 0 },         { 17, 5.49, 12566.15 }, { 3, 5.2, 155.42 },
  { 1, 4.72, 3.52 },        { 1, 5.3, 18849.23 }, { 1, 5.97, 242.73 },
};
static const SunTerm sun_4[] = { { 114, 3.142, 0 }, { 8, 4.13, 6283.08 }, { 1, 3.84, 12566.15 } };
static const SunTerm sun_5[] = { { 1, 3.14, 0 } };

/* The greatest terms in longitude; the rest is below 0.03″. */
static const NutationTerm nutation_terms[] = {
  { 0, 0, 0, 0, 1, -171996 }, { -2, 0, 0, 2, 2, -13187 }, { 0, 0, 0, 2, 2, -2274 },
  { 0, 0, 0, 0, 2, 2062 },    { 0, 1, 0, 0, 0, 1426 },    { 0, 0, 1, 0, 0, 712 },
  { -2, 1, 0, 2, 2, -517 },   { 0, 0, 0, 2, 1, -386 },    { 0, 0, 1, 2, 2, -301 },
};

/* c₀ + x (c₁ + x (c₂ + …)) */
static double
polynomial (double x, const double *coefficients, guint n)
{
  double value = 0;

  while (n-- > 0)
    value = value * x + coefficients[n];
  return value;
}

#define POLYNOMIAL(x, ...)                                                                         \
  polynomial (x,                                                                                   \
              (const double[]){ __VA_ARGS__ },                                                     \
              sizeof ((const double[]){ __VA_ARGS__ }) / sizeof (double))

/* Dynamical time less universal time, in days. */
static double
delta_t (double moment)
{
  double year = 2000 + (moment - J2000) / 365.25;
  double centuries = (year - 1820) / 100;
  double seconds;

  if (year < 1900)
    seconds = POLYNOMIAL (
        year - 1860, 7.62, 0.5737, -0.251754, 0.01680668, -0.0004473624, 1.0 / 233174);
  else if (year < 1920)
    seconds = POLYNOMIAL (year - 1900, -2.79, 1.494119, -0.0598939, 0.0061966, -0.000197);
  else if (year < 1941)
    seconds = POLYNOMIAL (year - 1920, 21.20, 0.84493, -0.076100, 0.0020936);
  else if (year < 1961)
    seconds = POLYNOMIAL (year - 1950, 29.07, 0.407, -1.0 / 233, 1.0 / 2547);
  else if (year < 1986)
    seconds = POLYNOMIAL (year - 1975, 45.45, 1.067, -1.0 / 260, -1.0 / 718);
  else if (year < 2005)
    seconds
        = POLYNOMIAL (year - 2000, 63.86, 0.3345, -0.060374, 0.0017275, 0.000651814, 0.00002373599);
  else if (year < 2050)
    seconds = POLYNOMIAL (year - 2000, 62.92, 0.32217, 0.005589);
  else
    seconds = -20 + 32 * centuries * centuries - (year < 2150 ? 0.5628 * (2150 - year) : 0);
  return seconds / SECONDS_PER_DAY;
}

static double
sum_planets (double k, double centuries)
{
  double sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (planet_terms); i++)
    {
      double angle = planet_terms[i].start + planet_terms[i].step * k;

      if (i == 0)
        angle -= 0.009173 * centuries * centuries;
      sum += planet_terms[i].coefficient * sin (angle * DEGREE);
    }
  return sum;
}

/**
 * dt_ephemeris_new_moon:
 * @number: which new moon, 0 being that of 6 January 2000
 *
 * Returns: when sun and moon have the same longitude, a Julian day of universal time
 */
double
dt_ephemeris_new_moon (int number)
{
  double k = number;
  double t = k / 1236.85;
  double m = (2.5534 + 29.10535670 * k + t * t * POLYNOMIAL (t, -0.0000014, -0.00000011)) * DEGREE;
  double p
      = (201.5643 + 385.81693528 * k + t * t * POLYNOMIAL (t, 0.0107582, 0.00001238, -0.000000058))
        * DEGREE;
  double f
      = (160.7108 + 390.67050284 * k + t * t * POLYNOMIAL (t, -0.0016118, -0.00000227, 0.000000011))
        * DEGREE;
  double node
      = (124.7746 - 1.56375588 * k + t * t * POLYNOMIAL (t, 0.0020672, 0.00000215)) * DEGREE;
  double e = POLYNOMIAL (t, 1, -0.002516, -0.0000074);
  double moment = 2451550.09766 + 29.530588861 * k
                  + t * t * POLYNOMIAL (t, 0.00015437, -0.000000150, 0.00000000073);

  for (guint i = 0; i < G_N_ELEMENTS (moon_terms); i++)
    {
      const MoonTerm *term = &moon_terms[i];

      moment += term->coefficient * pow (e, term->power)
                * sin (term->m * m + term->p * p + term->f * f);
    }
  moment += -0.00017 * sin (node) + sum_planets (k, t);
  return moment - delta_t (moment);
}

/**
 * dt_ephemeris_new_moon_near:
 * @moment: a Julian day
 *
 * Returns: the number of a new moon less than 16 days away from @moment
 */
int
dt_ephemeris_new_moon_near (double moment)
{
  return (int) lround ((moment - 2451550.09766) / 29.530588861);
}

static double
sum_sun (const SunTerm *terms, guint n, double millennia)
{
  double sum = 0;

  for (guint i = 0; i < n; i++)
    sum += terms[i].a * cos (terms[i].b + terms[i].c * millennia);
  return sum;
}

/* In degrees. */
static double
nutation (double t)
{
  double d = POLYNOMIAL (t, 297.85036, 445267.111480, -0.0019142) * DEGREE;
  double m = POLYNOMIAL (t, 357.52772, 35999.050340, -0.0001603) * DEGREE;
  double p = POLYNOMIAL (t, 134.96298, 477198.867398, 0.0086972) * DEGREE;
  double f = POLYNOMIAL (t, 93.27191, 483202.017538, -0.0036825) * DEGREE;
  double o = POLYNOMIAL (t, 125.04452, -1934.136261, 0.0020708) * DEGREE;
  double sum = 0;

  for (guint i = 0; i < G_N_ELEMENTS (nutation_terms); i++)
    {
      const NutationTerm *term = &nutation_terms[i];

      sum += term->coefficient
             * sin (term->d * d + term->m * m + term->p * p + term->f * f + term->o * o);
    }
  return sum / 36000000;
}

/**
 * dt_ephemeris_sun_longitude:
 * @moment: a Julian day of universal time
 *
 * Returns: the sun's apparent longitude, in degrees from 0 to 360; 270 at the winter solstice
 */
double
dt_ephemeris_sun_longitude (double moment)
{
  double t = (moment + delta_t (moment) - J2000) / 36525;
  double millennia = t / 10;
  double series = POLYNOMIAL (millennia,
                              sum_sun (sun_0, G_N_ELEMENTS (sun_0), millennia),
                              sum_sun (sun_1, G_N_ELEMENTS (sun_1), millennia),
                              sum_sun (sun_2, G_N_ELEMENTS (sun_2), millennia),
                              sum_sun (sun_3, G_N_ELEMENTS (sun_3), millennia),
                              sum_sun (sun_4, G_N_ELEMENTS (sun_4), millennia),
                              sum_sun (sun_5, G_N_ELEMENTS (sun_5), millennia));
  double anomaly = POLYNOMIAL (t, 357.52910, 35999.05030) * DEGREE;
  double distance = 1.000140 - 0.016708 * cos (anomaly) - 0.000139 * cos (2 * anomaly);
  double longitude = series / 1e8 / DEGREE + 180 - 0.09033 / 3600; /* to FK5 */

  longitude += nutation (t) - 20.4898 / 3600 / distance; /* aberration */
  longitude = fmod (longitude, 360);
  return longitude < 0 ? longitude + 360 : longitude;
}
