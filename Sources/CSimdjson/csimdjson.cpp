#include "csimdjson.h"

#include <cstring>
#include <memory>
#include <new>

#include <simdjson.h>

namespace {
constexpr size_t first_capacity = 64 * 1024;
}

struct csj_parser {
  simdjson::dom::parser parser;
  size_t max_depth;
  std::unique_ptr<char[]> input;
  size_t input_capacity = 0;

  bool reserve(size_t length) {
    if (length <= input_capacity) { return true; }
    size_t capacity = length < first_capacity ? first_capacity : length;
    input.reset(new (std::nothrow) char[capacity + simdjson::SIMDJSON_PADDING]);
    if (!input) {
      input_capacity = 0;
      return false;
    }
    // Only the depth given here is kept: left to itself the parser grows with its own default of 1024.
    if (parser.allocate(capacity, max_depth) != simdjson::SUCCESS) {
      input_capacity = 0;
      return false;
    }
    input_capacity = capacity;
    return true;
  }
};

extern "C" csj_parser *csj_create(size_t max_depth) {
  auto *self = new (std::nothrow) csj_parser();
  if (self) { self->max_depth = max_depth; }
  return self;
}

extern "C" void csj_destroy(csj_parser *self) { delete self; }

extern "C" csj_status csj_parse(csj_parser *self, const void *bytes, size_t length, csj_document *out) {
  out->tape = nullptr;
  out->strings = nullptr;
  if (length == 0) { return CSJ_EMPTY; }
  if (!self->reserve(length)) { return CSJ_MEMORY; }
  std::memcpy(self->input.get(), bytes, length);
  std::memset(self->input.get() + length, ' ', simdjson::SIMDJSON_PADDING);
  auto result = self->parser.parse(self->input.get(), length, false);
  switch (result.error()) {
  case simdjson::SUCCESS:
    out->tape = self->parser.doc.tape.get();
    out->strings = self->parser.doc.string_buf.get();
    return CSJ_OK;
  case simdjson::DEPTH_ERROR: return CSJ_DEPTH;
  case simdjson::NUMBER_ERROR:
  case simdjson::NUMBER_OUT_OF_RANGE: return CSJ_NUMBER;
  case simdjson::STRING_ERROR:
  case simdjson::UNESCAPED_CHARS:
  case simdjson::UNCLOSED_STRING: return CSJ_STRING;
  case simdjson::UTF8_ERROR: return CSJ_UTF8;
  case simdjson::EMPTY: return CSJ_EMPTY;
  case simdjson::CAPACITY:
  case simdjson::MEMALLOC: return CSJ_MEMORY;
  default: return CSJ_SYNTAX;
  }
}

extern "C" bool csj_is_utf8(const void *bytes, size_t length) {
  return simdjson::validate_utf8(static_cast<const char *>(bytes), length);
}
