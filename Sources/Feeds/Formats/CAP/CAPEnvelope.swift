/// What the elements around an alert say of it: EDXL-DE has a status and a confidentiality of its own.
struct CAPEnvelope {
  var isExercise = false
  var isDropped = false
  var isConfidential = false

  /// The same, one level deeper.
  func inside(_ element: XMLElement) -> CAPEnvelope {
    var inner = self
    switch element.text(of: "distributionStatus")?.lowercased() {
    case "exercise", "test": inner.isExercise = true
    case "system": inner.isDropped = true
    default: break
    }
    for name in ["combinedConfidentiality", "confidentiality"] {
      if let word = element.text(of: name)?.lowercased(), !Self.openWords.contains(word) { inner.isConfidential = true }
    }
    return inner
  }

  private static let openWords = ["unclassified", "public", "none", "u"]
}
