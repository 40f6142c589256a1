internal import Settings

/// The cities that come with the program, each a folder of SampleFeeds.
enum SampleCities {
  /// The folder of a city by its name there, or a path; nil: the one that is shown first.
  static func folder(_ name: String?) throws -> String {
    if let name, name.contains("/") || Listing.names(in: name).contains("city.yaml") { return name }
    guard let samples = Resources.path("SampleFeeds") else {
      throw Failure(.badInput, "SampleFeeds is not beside the program; set ZHIBAN_HOME to the folder that holds it")
    }
    let wanted = try name ?? first(in: samples)
    let cities = Listing.names(in: samples).filter { Listing.names(in: samples + "/" + $0).contains("city.yaml") }
    guard let wanted, cities.contains(wanted) else {
      throw Failure(.badInput, "no city '\(wanted ?? "")'; there are \(cities.joined(separator: ", "))")
    }
    return samples + "/" + wanted
  }

  private static func first(in samples: String) throws -> String? {
    do { return try SampleList.first(in: samples) } catch { throw Failure(.badInput, error.description) }
  }
}
