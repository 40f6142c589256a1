import Core
import TextSafety

extension FeedFormat {
  /// GeoJSON features that are alerts: of api.weather.gov, and earthquakes of the USGS.
  static let geojson = json("geojson", "GeoJSON alerts: NWS api.weather.gov, USGS earthquakes") { root, records throws(Fault) in
    guard root.isObject else { throw Fault.value("a FeatureCollection", root).because(.shape) }
    if let features = root["features"] {
      guard features.isArray else { throw Fault.value("an array", features).at("features") }
      records.each(features, at: "features") { feature, records throws(Fault) in
        try records.append(feature: feature)
      }
      // Both services list the newest first; what replaces another must come after it.
      records.sortByTime()
    } else if root["properties"] != nil {
      try records.append(feature: root)
    } else {
      throw .missing("features")
    }
  }
}

extension Records {
  fileprivate mutating func append(feature: JSONValue) throws(Fault) {
    _ = try feature.members()
    guard let properties = feature["properties"] else { throw .missing("properties") }
    do throws(Fault) {
      _ = try properties.members()
      // A magnitude may be null where none could be computed, but it is always there.
      if properties.has("mag") {
        append(try Event(earthquake: properties, id: feature["id"], texts, context))
      } else if properties.has("event") || properties.has("messageType") {
        guard let event = try Event(weatherAlert: properties, texts, context) else { return }
        appendMessage(event)
      } else {
        throw Fault(.shape, "are neither an alert's (event, messageType) nor an earthquake's (mag)")
      }
    } catch { throw error.at("properties") }
  }
}

extension JSONValue {
  fileprivate func has(_ name: StaticString) -> Bool { fields.contains { $0.key == name } }
}
