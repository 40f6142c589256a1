#ifndef CSIMDJSON_H
#define CSIMDJSON_H

// A C face of simdjson's DOM parser: Swift cannot call its C++ directly (default arguments, interior pointers).
//
// A parse leaves a "tape" of 64-bit words and a buffer of strings (simdjson's doc/tape.md). Both are handed out as plain
// pointers, valid until the next parse, and walked by the inline functions below: no call crosses the library per value.

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#if defined(__SSE2__)
#include <emmintrin.h>
#endif

#ifdef __cplusplus
extern "C" {
#endif

typedef struct csj_parser csj_parser;

typedef enum csj_status {
  CSJ_OK = 0,
  CSJ_SYNTAX,
  CSJ_DEPTH,
  CSJ_NUMBER,
  CSJ_STRING,
  CSJ_UTF8,
  CSJ_EMPTY,
  CSJ_MEMORY
} csj_status;

/// What a parse left behind; all pointers die at the next parse.
typedef struct csj_document {
  const uint64_t *tape;
  const uint8_t *strings;
} csj_document;

/// A new parser that refuses more than `max_depth` nested containers; NULL when memory is short.
csj_parser *csj_create(size_t max_depth);
void csj_destroy(csj_parser *parser);

/// Parses `length` bytes (copied into a padded buffer first, so the caller owes no padding).
csj_status csj_parse(csj_parser *parser, const void *bytes, size_t length, csj_document *out);

/// Whether these bytes are UTF-8.
bool csj_is_utf8(const void *bytes, size_t length);

/// The word's type letter: { [ " l u d t f n and the closing } ].
static inline uint8_t csj_type(const uint64_t *tape, size_t index) { return (uint8_t)(tape[index] >> 56); }

/// The index of the element after the one at `index`.
static inline size_t csj_after(const uint64_t *tape, size_t index) {
  switch (csj_type(tape, index)) {
  case '{':
  case '[':
    return (size_t)(uint32_t)tape[index];
  case 'l':
  case 'u':
  case 'd':
    return index + 2;
  default:
    return index + 1;
  }
}

/// How many elements the container at `index` holds, at most 2^24 - 1.
static inline size_t csj_count(const uint64_t *tape, size_t index) { return (size_t)(tape[index] >> 32) & 0xFFFFFF; }

/// The word of a string that lies at `offset` without its length before it; an empty one has none.
static inline uint64_t csj_string_word(size_t offset, size_t length) {
  return (uint64_t)'"' << 56 | (uint64_t)length << 32 | (length ? (uint64_t)offset : 0);
}

/// The text of the string at `index`, without its length; at least 8 readable bytes follow every start.
///
/// simdjson writes lengths before the texts. Words of our own hold theirs; their memory begins with four zeros, the length of an empty one.
static inline const uint8_t *csj_string(const uint64_t *tape, const uint8_t *strings, size_t index, size_t *length) {
  uint64_t word = tape[index] & 0x00FFFFFFFFFFFFFFULL;
  if (word >> 32) {
    *length = (size_t)(word >> 32);
    return strings + (uint32_t)word;
  }
  const uint8_t *at = strings + word;
  uint32_t count;
  memcpy(&count, at, sizeof count);
  *length = count;
  return at + sizeof count;
}

static inline int64_t csj_int64(const uint64_t *tape, size_t index) { return (int64_t)tape[index + 1]; }
static inline uint64_t csj_uint64(const uint64_t *tape, size_t index) { return tape[index + 1]; }
static inline double csj_double(const uint64_t *tape, size_t index) {
  double value;
  memcpy(&value, &tape[index + 1], sizeof value);
  return value;
}

/// Eight bytes at once, at any alignment.
static inline uint64_t csj_load8(const uint8_t *bytes) {
  uint64_t word;
  memcpy(&word, bytes, sizeof word);
  return word;
}

/// How far a text goes: to its quote, or to a byte that no text without escapes has. `high` gathers the upper bits of its bytes. Zero bytes
/// follow the line, and sixteen behind any place in it can be read.
static inline size_t csj_text_length(const uint8_t *start, uint64_t *high) {
  size_t count = 0;
#if defined(__SSE2__)
  const __m128i quote = _mm_set1_epi8('"'), escape = _mm_set1_epi8('\\'), control = _mm_set1_epi8(0x1F);
  for (;; count += 16) {
    __m128i bytes = _mm_loadu_si128((const __m128i *)(start + count));
    __m128i found = _mm_or_si128(
        _mm_or_si128(_mm_cmpeq_epi8(bytes, quote), _mm_cmpeq_epi8(bytes, escape)),
        _mm_cmpeq_epi8(_mm_min_epu8(bytes, control), bytes));
    uint32_t ends = (uint32_t)_mm_movemask_epi8(found), upper = (uint32_t)_mm_movemask_epi8(bytes);
    if (ends) {
      *high |= upper & ((ends & -ends) - 1);
      return count + (size_t)__builtin_ctz(ends);
    }
    *high |= upper;
  }
#else
  for (;; count++) {
    uint8_t byte = start[count];
    if (byte < 0x20 || byte == '"' || byte == '\\') { return count; }
    *high |= byte & 0x80;
  }
#endif
}

/// Whether a part of a line is the same as known bytes; sixteen bytes behind either can be read.
static inline bool csj_same(const uint8_t *left, const uint8_t *right, size_t count) {
#if defined(__SSE2__)
  size_t index = 0;
  for (; index + 16 <= count; index += 16) {
    __m128i first = _mm_loadu_si128((const __m128i *)(left + index)), second = _mm_loadu_si128((const __m128i *)(right + index));
    if (_mm_movemask_epi8(_mm_cmpeq_epi8(first, second)) != 0xFFFF) { return false; }
  }
  __m128i first = _mm_loadu_si128((const __m128i *)(left + index)), second = _mm_loadu_si128((const __m128i *)(right + index));
  uint32_t differ = (uint32_t)_mm_movemask_epi8(_mm_cmpeq_epi8(first, second)) ^ 0xFFFF;
  return (differ & ((1u << (count - index)) - 1)) == 0;
#else
  return memcmp(left, right, count) == 0;
#endif
}

static inline bool csj_equal(const uint8_t *left, const uint8_t *right, size_t length) { return memcmp(left, right, length) == 0; }

#ifdef __cplusplus
}
#endif

#endif
