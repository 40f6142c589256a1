internal import Core
internal import Messaging
internal import Recordings
internal import Settings
internal import TextSafety

extension Programs {
  /// The recorder that a run is to have; nil where nothing is to be recorded.
  static func recorder(
    _ request: RunRequest, _ configuration: ProgramConfiguration, city: City, folder: String?, bus: EventBus<Action>
  ) throws -> Recorder? {
    var settings = configuration.record
    if request.isRecording, settings == nil {
      guard let folder else {
        throw Failure(.badInput, "--record needs a folder: state: or record: {folder: …} in the configuration")
      }
      settings = RecordSettings(folder: folder + "/recordings")
    }
    let place: RecorderOptions.Place
    if let file = request.recordFile {
      place = .file(file)
    } else if let settings {
      place = .folder(settings.folder)
    } else {
      return nil
    }
    var options = RecorderOptions(place)
    options.title = city.name.zh.isEmpty ? "recording" : city.name.zh
    options.code = city.code
    options.offsetMinutes = city.offsetMinutes
    options.hasOpenings = true
    if let settings {
      options.rotateBytes = settings.rotateMegabytes << 20
      options.rotateSeconds = settings.rotateHours * 3600
      options.keepSeconds = settings.keepDays * 86_400
      options.keepBytes = settings.keepMegabytes << 20
    }
    do {
      return try Recorder(options) { words in
        var report = CollectorReport(name: "recorder", kind: "recorder")
        report.note = words
        _ = bus.send([.collector(report, at: Clock.now())])
      }
    } catch {
      throw Failure(.cannotWrite, "\(error.message)")
    }
  }
}
