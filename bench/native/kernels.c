/*
 * The work of the benchmark by hand in C, structures of arrays, the inner loops over what can be done side by side: the
 * compiler writes the vectors. The elementary functions are those of the C library's vector library, declared so here because its headers do
 * it under -ffast-math alone, which is not used: sums stay in their order.
 *
 * Lines on standard input: `load NAME FILE`, `time KERNEL TURNS` (answers milliseconds), `result KERNEL FILE`.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#if defined __x86_64__ && defined __GLIBC__ && __GLIBC_PREREQ(2, 35)
#define SIDE_BY_SIDE __attribute__((simd("notinbranch"), const, nothrow))
#else
#define SIDE_BY_SIDE __attribute__((const, nothrow))
#endif
extern double exp(double) SIDE_BY_SIDE;
extern double sin(double) SIDE_BY_SIDE;
extern double cos(double) SIDE_BY_SIDE;
extern double log(double) SIDE_BY_SIDE;
extern double sqrt(double);
extern double fabs(double);

#define PI 3.14159265358979323846
#define E 2.71828182845904523536

typedef struct {
  char name[64];
  double *values;
  long count;
} Array;
static Array arrays[16];
static int arrayCount;

static Array *find(const char *name) {
  for (int k = 0; k < arrayCount; k++)
    if (strcmp(arrays[k].name, name) == 0) return &arrays[k];
  return NULL;
}

static double *out;
static long outCount;

static void resize(long count) {
  if (count == outCount) return;
  free(out);
  out = aligned_alloc(64, (size_t)((count * 8 + 63) / 64 * 64));
  outCount = count;
}

/* Grids: out[j·n + i] at (xs[i], ys[j]). */

#define GRID(NAME, BODY)                                                                                               \
  static void NAME(const double *restrict xs, long n, const double *restrict ys, long m, double *restrict to) {         \
    for (long j = 0; j < m; j++) {                                                                                     \
      const double y = ys[j];                                                                                          \
      double *restrict row = to + j * n;                                                                               \
      for (long i = 0; i < n; i++) {                                                                                   \
        const double x = xs[i];                                                                                        \
        row[i] = BODY;                                                                                                 \
      }                                                                                                                \
    }                                                                                                                  \
  }

static inline double square(double x) { return x * x; }

GRID(gridF1, x * x / 2 + 0.5 * (x * x) * (y * y) - square(y * y))
GRID(gridF2, square(1 - x) + 100 * square(y - x * x))
GRID(gridF3, square(x * x + y - 11) + square(x + y * y - 7))
GRID(gridF4, 20 + x * x - 10 * cos(2 * PI * x) + y * y - 10 * cos(2 * PI * y))
GRID(gridF5, 20 + E - 20 * exp(-0.2 * sqrt((x * x + y * y) / 2)) - exp((cos(2 * PI * x) + cos(2 * PI * y)) / 2))
GRID(gridF7, (4 - 2.1 * (x * x) + square(x * x) / 3) * (x * x) + x * y + (4 * (y * y) - 4) * (y * y))

/* What the compiler must not move out of the inner loop: both cosines for every cell. */
static void gridF4All(const double *restrict xs, long n, const double *restrict ys, long m, double *restrict to) {
  static double yRow[4096];
  for (long j = 0; j < m; j++) {
    for (long i = 0; i < n; i++) yRow[i] = ys[j];
    __asm__ volatile("" ::: "memory");
    double *restrict row = to + j * n;
    for (long i = 0; i < n; i++)
      row[i] = 20 + xs[i] * xs[i] - 10 * cos(2 * PI * xs[i]) + yRow[i] * yRow[i] - 10 * cos(2 * PI * yRow[i]);
  }
}

/* By exp and log, which are the faster ones of that library; right to a few units of 1e-16, though not in relation to small results. */
static inline double tangent(double x) { return 1 - 2 / (exp(2 * x) + 1); }
static inline double softplus(double x) { return (x > 0 ? x : 0) + log(1 + exp(-fabs(x))); }

/* Two tanh units over the rows of a table: the sum runs outside, the cells of a row inside. */
static void gridF6(const double *restrict xs, long n, const double *restrict ys, long m, double *restrict to) {
  const Array *u = find("units.u"), *v = find("units.v");
  for (long j = 0; j < m; j++) {
    double *restrict row = to + j * n;
    const double b = ys[j];
    for (long i = 0; i < n; i++) row[i] = 0;
    for (long r = 0; r < u->count; r++) {
      const double ur = u->values[r], vr = v->values[r];
      for (long i = 0; i < n; i++) {
        const double z = xs[i] * ur;
        row[i] += square(tangent(z + b) - tangent(z - b) - vr);
      }
    }
    for (long i = 0; i < n; i++) row[i] /= (double)u->count;
  }
}

/* Logistic regression: softplus(z) − t·z. */
static void gridF8(const double *restrict xs, long n, const double *restrict ys, long m, double *restrict to) {
  const Array *u = find("marks.u"), *t = find("marks.t");
  for (long j = 0; j < m; j++) {
    double *restrict row = to + j * n;
    const double b = ys[j];
    for (long i = 0; i < n; i++) row[i] = 0;
    for (long r = 0; r < u->count; r++) {
      const double ur = u->values[r], tr = t->values[r];
      for (long i = 0; i < n; i++) {
        const double z = xs[i] * ur + b;
        row[i] += softplus(z) - tr * z;
      }
    }
    for (long i = 0; i < n; i++) row[i] /= (double)u->count;
  }
}

/* Points: value, both derivatives, and the lower triangle of the Hessian. */

#define POINTS(NAME, ...)                                                                                              \
  static void NAME(const double *restrict xs, const double *restrict ys, long n, double *restrict value,               \
                   double *restrict gx, double *restrict gy, double *restrict hxx, double *restrict hxy,               \
                   double *restrict hyy) {                                                                             \
    for (long i = 0; i < n; i++) {                                                                                     \
      const double x = xs[i], y = ys[i];                                                                               \
      __VA_ARGS__                                                                                                      \
    }                                                                                                                  \
  }

POINTS(pointsF3, {
  const double p = x * x + y - 11, q = x + y * y - 7;
  value[i] = p * p + q * q;
  gx[i] = 4 * x * p + 2 * q;
  gy[i] = 2 * p + 4 * y * q;
  hxx[i] = 4 * p + 8 * x * x + 2;
  hxy[i] = 4 * (x + y);
  hyy[i] = 2 + 4 * q + 8 * y * y;
})

POINTS(pointsF4, {
  const double a = 2 * PI * x, b = 2 * PI * y;
  const double cx = cos(a), sx = sin(a), cy = cos(b), sy = sin(b);
  value[i] = 20 + x * x - 10 * cx + y * y - 10 * cy;
  gx[i] = 2 * x + 20 * PI * sx;
  gy[i] = 2 * y + 20 * PI * sy;
  hxx[i] = 2 + 40 * PI * PI * cx;
  hxy[i] = 0;
  hyy[i] = 2 + 40 * PI * PI * cy;
})

POINTS(pointsF5, {
  const double r = sqrt((x * x + y * y) / 2), inverse = 1 / r;
  const double a = 2 * PI * x, b = 2 * PI * y;
  const double cx = cos(a), sx = sin(a), cy = cos(b), sy = sin(b);
  const double f = exp(-0.2 * r), c = exp((cx + cy) / 2);
  const double cube = f * inverse * inverse * inverse, squared = 0.2 * f * inverse * inverse;
  value[i] = 20 + E - 20 * f - c;
  gx[i] = 2 * f * inverse * x + PI * sx * c;
  gy[i] = 2 * f * inverse * y + PI * sy * c;
  hxx[i] = 2 * f * inverse - (cube + squared) * x * x + PI * PI * c * (2 * cx - sx * sx);
  hxy[i] = -(cube + squared) * x * y - PI * PI * c * sx * sy;
  hyy[i] = 2 * f * inverse - (cube + squared) * y * y + PI * PI * c * (2 * cy - sy * sy);
})

/* A network 2-16-16-1 with tanh, mean squared error; blocks of rows side by side stay in the nearest cache. */

enum { H = 16, BLOCK = 64, W1 = 0, B1 = 32, W2 = 48, B2 = 304, W3 = 320, B3 = 336, WEIGHTS = 337 };

static inline double dotRows(const double *restrict a, const double *restrict b) {
  double sum = 0;
#pragma omp simd reduction(+ : sum)
  for (int k = 0; k < BLOCK; k++) sum += a[k] * b[k];
  return sum;
}

static inline double sumRows(const double *restrict a) {
  double sum = 0;
#pragma omp simd reduction(+ : sum)
  for (int k = 0; k < BLOCK; k++) sum += a[k];
  return sum;
}

typedef double Layer[H][BLOCK];

static void forward(const double *w, const double *x0, const double *x1, Layer a1, Layer a2, double *o) {
  for (int h = 0; h < H; h++)
    for (int k = 0; k < BLOCK; k++) a1[h][k] = tangent(w[W1 + 2 * h] * x0[k] + w[W1 + 2 * h + 1] * x1[k] + w[B1 + h]);
  for (int k = 0; k < BLOCK; k++) o[k] = w[B3];
  for (int h = 0; h < H; h++) {
    double z[BLOCK];
    for (int k = 0; k < BLOCK; k++) z[k] = w[B2 + h];
    for (int i = 0; i < H; i++)
      for (int k = 0; k < BLOCK; k++) z[k] += w[W2 + H * h + i] * a1[i][k];
    for (int k = 0; k < BLOCK; k++) {
      a2[h][k] = tangent(z[k]);
      o[k] += w[W3 + h] * a2[h][k];
    }
  }
}

/* out holds the value, then the gradient. */
static void networkGradient(void) {
  static Layer a1, a2, d2;
  const double *w = find("net.w")->values, *u = find("net.u")->values, *v = find("net.v")->values;
  const double *t = find("net.t")->values;
  const long rows = find("net.t")->count;
  double *g = out + 1;
  memset(out, 0, sizeof(double) * (WEIGHTS + 1));
  for (long from = 0; from < rows; from += BLOCK) {
    const double *x0 = u + from, *x1 = v + from;
    double o[BLOCK], d[BLOCK];
    forward(w, x0, x1, a1, a2, o);
    for (int k = 0; k < BLOCK; k++) {
      const double error = o[k] - t[from + k];
      out[0] += error * error / (double)rows;
      d[k] = 2 * error / (double)rows;
    }
    g[B3] += sumRows(d);
    for (int h = 0; h < H; h++) {
      g[W3 + h] += dotRows(d, a2[h]);
      for (int k = 0; k < BLOCK; k++) d2[h][k] = d[k] * w[W3 + h] * (1 - a2[h][k] * a2[h][k]);
      g[B2 + h] += sumRows(d2[h]);
      for (int i = 0; i < H; i++) g[W2 + H * h + i] += dotRows(d2[h], a1[i]);
    }
    for (int i = 0; i < H; i++) {
      double s[BLOCK] = {0};
      for (int h = 0; h < H; h++)
        for (int k = 0; k < BLOCK; k++) s[k] += w[W2 + H * h + i] * d2[h][k];
      for (int k = 0; k < BLOCK; k++) s[k] *= 1 - a1[i][k] * a1[i][k];
      g[W1 + 2 * i] += dotRows(s, x0);
      g[W1 + 2 * i + 1] += dotRows(s, x1);
      g[B1 + i] += sumRows(s);
    }
  }
}

/* out holds the product of the Hessian with net.p: the gradient, differentiated along it. */
static void networkProduct(void) {
  static Layer a1, a2, r1, r2, d2, e2;
  const double *w = find("net.w")->values, *u = find("net.u")->values, *v = find("net.v")->values;
  const double *t = find("net.t")->values, *p = find("net.p")->values;
  const long rows = find("net.t")->count;
  double *g = out;
  memset(out, 0, sizeof(double) * WEIGHTS);
  for (long from = 0; from < rows; from += BLOCK) {
    const double *x0 = u + from, *x1 = v + from;
    double o[BLOCK], d[BLOCK], e[BLOCK];
    forward(w, x0, x1, a1, a2, o);
    for (int h = 0; h < H; h++)
      for (int k = 0; k < BLOCK; k++)
        r1[h][k] = (1 - a1[h][k] * a1[h][k]) * (p[W1 + 2 * h] * x0[k] + p[W1 + 2 * h + 1] * x1[k] + p[B1 + h]);
    for (int k = 0; k < BLOCK; k++) e[k] = p[B3];
    for (int h = 0; h < H; h++) {
      double z[BLOCK];
      for (int k = 0; k < BLOCK; k++) z[k] = p[B2 + h];
      for (int i = 0; i < H; i++)
        for (int k = 0; k < BLOCK; k++) z[k] += p[W2 + H * h + i] * a1[i][k] + w[W2 + H * h + i] * r1[i][k];
      for (int k = 0; k < BLOCK; k++) {
        r2[h][k] = (1 - a2[h][k] * a2[h][k]) * z[k];
        e[k] += p[W3 + h] * a2[h][k] + w[W3 + h] * r2[h][k];
      }
    }
    for (int k = 0; k < BLOCK; k++) {
      d[k] = 2 * (o[k] - t[from + k]) / (double)rows;
      e[k] *= 2 / (double)rows;
    }
    g[B3] += sumRows(e);
    for (int h = 0; h < H; h++) {
      g[W3 + h] += dotRows(e, a2[h]) + dotRows(d, r2[h]);
      for (int k = 0; k < BLOCK; k++) {
        const double slope = 1 - a2[h][k] * a2[h][k];
        d2[h][k] = d[k] * w[W3 + h] * slope;
        e2[h][k] = (e[k] * w[W3 + h] + d[k] * p[W3 + h]) * slope - 2 * d[k] * w[W3 + h] * a2[h][k] * r2[h][k];
      }
      g[B2 + h] += sumRows(e2[h]);
      for (int i = 0; i < H; i++) g[W2 + H * h + i] += dotRows(e2[h], a1[i]) + dotRows(d2[h], r1[i]);
    }
    for (int i = 0; i < H; i++) {
      double s[BLOCK] = {0}, q[BLOCK] = {0};
      for (int h = 0; h < H; h++)
        for (int k = 0; k < BLOCK; k++) {
          s[k] += w[W2 + H * h + i] * d2[h][k];
          q[k] += p[W2 + H * h + i] * d2[h][k] + w[W2 + H * h + i] * e2[h][k];
        }
      for (int k = 0; k < BLOCK; k++) q[k] = q[k] * (1 - a1[i][k] * a1[i][k]) - 2 * a1[i][k] * r1[i][k] * s[k];
      g[W1 + 2 * i] += dotRows(q, x0);
      g[W1 + 2 * i + 1] += dotRows(q, x1);
      g[B1 + i] += sumRows(q);
    }
  }
}

typedef void Grid(const double *restrict, long, const double *restrict, long, double *restrict);
typedef void Points(const double *restrict, const double *restrict, long, double *restrict, double *restrict,
                    double *restrict, double *restrict, double *restrict, double *restrict);
static const struct {
  const char *name;
  Grid *grid;
  Points *points;
  void (*network)(void);
  long results;
} kernels[] = {
    {"gridF1", gridF1, 0, 0, 0},       {"gridF2", gridF2, 0, 0, 0},
    {"gridF3", gridF3, 0, 0, 0},       {"gridF4", gridF4, 0, 0, 0},
    {"gridF4All", gridF4All, 0, 0, 0}, {"gridF5", gridF5, 0, 0, 0},
    {"gridF6", gridF6, 0, 0, 0},       {"gridF7", gridF7, 0, 0, 0},
    {"gridF8", gridF8, 0, 0, 0},       {"pointsF3", 0, pointsF3, 0, 0},
    {"pointsF4", 0, pointsF4, 0, 0},   {"pointsF5", 0, pointsF5, 0, 0},
    {"gradient", 0, 0, networkGradient, WEIGHTS + 1},
    {"product", 0, 0, networkProduct, WEIGHTS},
};

static int run(const char *name, long turns) {
  for (size_t k = 0; k < sizeof kernels / sizeof *kernels; k++) {
    if (strcmp(kernels[k].name, name) != 0) continue;
    const Array *xs = find("xs"), *ys = find("ys");
    if (kernels[k].grid) resize(xs->count * ys->count);
    else resize(kernels[k].points ? 6 * xs->count : kernels[k].results);
    for (long turn = 0; turn < turns; turn++) {
      if (kernels[k].grid) kernels[k].grid(xs->values, xs->count, ys->values, ys->count, out);
      else if (kernels[k].points) {
        const long n = xs->count;
        kernels[k].points(xs->values, ys->values, n, out, out + n, out + 2 * n, out + 3 * n, out + 4 * n, out + 5 * n);
      } else kernels[k].network();
      __asm__ volatile("" ::: "memory");
    }
    return 1;
  }
  return 0;
}

static int load(const char *name, const char *file) {
  FILE *from = fopen(file, "rb");
  if (!from) return 0;
  Array *array = find(name);
  if (!array) {
    array = &arrays[arrayCount++];
    snprintf(array->name, sizeof array->name, "%s", name);
    array->values = NULL;
  }
  fseek(from, 0, SEEK_END);
  array->count = ftell(from) / 8;
  rewind(from);
  free(array->values);
  array->values = aligned_alloc(64, (size_t)((array->count * 8 + 63) / 64 * 64));
  const int whole = fread(array->values, 8, (size_t)array->count, from) == (size_t)array->count;
  fclose(from);
  return whole;
}

int main(void) {
  char line[2048], name[64], rest[1900];
  while (fgets(line, sizeof line, stdin)) {
    int done = 0;
    if (sscanf(line, "load %63s %1899s", name, rest) == 2) {
      done = load(name, rest);
      if (done) puts("loaded");
    } else if (sscanf(line, "time %63s %1899s", name, rest) == 2) {
      struct timespec start, end;
      clock_gettime(CLOCK_MONOTONIC, &start);
      done = run(name, atol(rest));
      clock_gettime(CLOCK_MONOTONIC, &end);
      const double seconds = (double)(end.tv_sec - start.tv_sec) + 1e-9 * (double)(end.tv_nsec - start.tv_nsec);
      if (done) printf("%.9f\n", 1000 * seconds);
    } else if (sscanf(line, "result %63s %1899s", name, rest) == 2 && run(name, 1)) {
      FILE *to = fopen(rest, "wb");
      done = to && fwrite(out, 8, (size_t)outCount, to) == (size_t)outCount;
      if (to) fclose(to);
      if (done) puts("written");
    }
    if (!done) puts("! cannot");
    fflush(stdout);
  }
  return 0;
}
