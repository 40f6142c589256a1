internal import CZstd

/// Makes zstd frames with their checksum; holds the memory that libzstd works in.
final class Compressor {
  private let context: OpaquePointer

  init(level: Int32) {
    guard let made = ZSTD_createCCtx() else { preconditionFailure("no memory for a compressor") }
    context = made
    _ = ZSTD_CCtx_setParameter(context, ZSTD_c_compressionLevel, level)
    _ = ZSTD_CCtx_setParameter(context, ZSTD_c_checksumFlag, 1)
  }

  deinit { ZSTD_freeCCtx(context) }

  func frame(of bytes: [UInt8]) -> [UInt8] {
    let bound = ZSTD_compressBound(bytes.count)
    return [UInt8](unsafeUninitializedCapacity: bound) { buffer, count in
      let made = bytes.withUnsafeBytes { ZSTD_compress2(context, buffer.baseAddress, bound, $0.baseAddress, bytes.count) }
      precondition(ZSTD_isError(made) == 0, "libzstd cannot compress")
      count = made
    }
  }
}

enum Decompressor {
  /// What is in a frame that says how large it is; nil where it is unsound, or of another size.
  static func bytes(of frame: [UInt8], count: Int) -> [UInt8]? {
    var isSound = false
    let bytes = [UInt8](unsafeUninitializedCapacity: count) { buffer, filled in
      let made = frame.withUnsafeBytes { ZSTD_decompress(buffer.baseAddress, count, $0.baseAddress, frame.count) }
      isSound = ZSTD_isError(made) == 0 && made == count
      filled = isSound ? made : 0
    }
    return isSound ? bytes : nil
  }
}
