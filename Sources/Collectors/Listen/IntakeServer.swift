internal import Core
internal import Feeds
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import TextSafety

/// The routes of a listening collector. A 2xx means: decoded, taken by the bus, and on the disk where there is a log.
struct IntakeServer: Sendable {
  struct Context: RequestContext {
    var coreContext: CoreRequestContextStorage
    let peer: String

    init(source: ApplicationRequestContextSource) {
      coreContext = .init(source: source)
      peer = source.channel.remoteAddress?.ipAddress ?? "?"
    }
  }

  let sink: Sink
  let intake: Intake
  let token: Secret?
  let maximumBytes: Int
  let rate: RateLimit
  let statistics = ListenStatistics()

  var router: Router<Context> {
    let router = Router(context: Context.self)
    router.get("healthz") { _, _ in answer(.ok, "ok\n") }
    router.get("readyz") { _, _ in sink.hasRoom ? answer(.ok, "ready\n") : answer(.serviceUnavailable, "the bus is full\n") }
    router.get("metrics") { _, _ in answer(.ok, statistics.exposition, type: "text/plain; version=0.0.4; charset=utf-8") }
    router.post("v1/events") { request, context in await guarded(request, context) { await events(request, $0, context) } }
    router.post("v1/:format") { request, context in
      await guarded(request, context) { body in
        guard let name = context.parameters.get("format"), let format = FeedRegistry.format(named: name) else {
          return answer(
            .notFound, "no such format; there are \(FeedRegistry.formats.map(\.name.string).joined(separator: " "))\n")
        }
        return await take(body, format, context)
      }
    }
    return router
  }

  /// CloudEvents in structured, batch or binary mode, or JSON lines.
  private func events(_ request: Request, _ body: [UInt8], _ context: Context) async -> Response {
    let type = (request.headers[.contentType] ?? "").prefix { $0 != ";" }.lowercased()
    if let whole = BinaryEvent.structured(request.headers, body: body) { return await take(whole, document, context) }
    switch type {
    case "application/cloudevents+json", "application/cloudevents-batch+json": return await take(body, document, context)
    case "application/json", "application/x-ndjson", "application/jsonl", "application/json-seq", "text/plain", "":
      return await take(body, .native, context)
    default: return answer(.unsupportedMediaType, "application/cloudevents+json, …-batch+json or application/x-ndjson\n")
    }
  }

  /// A document may stand on many lines.
  private var document: FeedFormat { FeedRegistry.format(named: "cloudevents") ?? .native }

  private func take(_ body: [UInt8], _ format: FeedFormat, _ context: Context) async -> Response {
    let outcome = await intake.read(body, as: format, from: SafeText(sanitizing: context.peer))
    let report = outcome.report()
    guard !outcome.events.isEmpty else {
      statistics.note(events: 0, faults: outcome.faults, bytes: body.count)
      return answer(outcome.faults == 0 ? .ok : .badRequest, report, type: "application/json")
    }
    switch await sink.deliver(outcome.events) {
    case .kept:
      statistics.note(events: outcome.events.count, faults: outcome.faults, bytes: body.count)
      return answer(
        outcome.faults == 0 ? .accepted : .init(code: 207, reasonPhrase: "Multi-Status"), report, type: "application/json")
    case .noRoom: return answer(.tooManyRequests, "the bus is full; send it again\n", retryAfter: 1)
    case .notKept: return answer(.serviceUnavailable, "could not be kept; send it again\n", retryAfter: 5)
    }
  }

  /// Who may send, how often, how much and how slowly.
  private func guarded(_ request: Request, _ context: Context, _ body: ([UInt8]) async -> Response) async -> Response {
    if let seconds = rate.delay(for: context.peer, at: sink.now) {
      return answer(.tooManyRequests, "too many requests\n", retryAfter: seconds)
    }
    if let token {
      let given = request.headers[.authorization] ?? ""
      guard let wanted = try? token.read(), IntakeServer.isSame(given, "Bearer " + wanted) else {
        return answer(.unauthorized, "a token is needed\n")
      }
    }
    guard sink.hasRoom else { return answer(.tooManyRequests, "the bus is full; send it again\n", retryAfter: 1) }
    guard request.headers[.contentEncoding] == nil else {
      return answer(.unsupportedMediaType, "bodies must not be compressed\n")
    }
    switch await IntakeServer.collect(request, upTo: maximumBytes) {
    case .success(let bytes): return await body(bytes)
    case .failure(.tooLarge): return answer(.contentTooLarge, "a body may have \(maximumBytes) bytes\n")
    case .failure(.tooSlow): return answer(.requestTimeout, "the body did not come within 10 s\n")
    case .failure(.broken): return answer(.badRequest, "the body broke off\n")
    }
  }

  private enum BodyFailure: Error { case tooLarge, tooSlow, broken }

  /// The whole body, within ten seconds: who drips bytes does not hold a place for ever.
  private static func collect(_ request: Request, upTo limit: Int) async -> Result<[UInt8], BodyFailure> {
    let body = request.body
    return await withTaskGroup(of: Result<[UInt8], BodyFailure>.self) { group in
      group.addTask {
        do { return .success(Array(try await body.collect(upTo: limit).readableBytesView)) } catch is NIOTooManyBytesError {
          return .failure(.tooLarge)
        } catch let error as HTTPError where error.status == .contentTooLarge {
          return .failure(.tooLarge)
        } catch { return .failure(.broken) }
      }
      group.addTask {
        try? await Task.sleep(for: .seconds(10))
        return .failure(.tooSlow)
      }
      let first = await group.next() ?? .failure(.broken)
      group.cancelAll()
      return first
    }
  }

  /// Takes as long whatever differs.
  private static func isSame(_ left: String, _ right: String) -> Bool {
    let (left, right) = (Array(left.utf8), Array(right.utf8))
    var difference = left.count ^ right.count
    for index in right.indices { difference |= Int(right[index] ^ (index < left.count ? left[index] : 0)) }
    return difference == 0
  }

  private func answer(
    _ status: HTTPResponse.Status, _ text: String, type: String = "text/plain; charset=utf-8", retryAfter: Int? = nil
  ) -> Response {
    statistics.note(status: status.code)
    var headers: HTTPFields = [.contentType: type]
    if let retryAfter { headers[.retryAfter] = String(retryAfter) }
    return Response(status: status, headers: headers, body: .init(byteBuffer: ByteBuffer(string: text)))
  }
}
