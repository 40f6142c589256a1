/// demo.yaml beside the sample cities: which of them is shown when none is named.
public enum SampleList {
  public static func first(in folder: String) throws(ConfigurationErrors) -> String? {
    let path = folder + "/demo.yaml"
    let reader = YAMLReader(file: path)
    let root = reader.root(try TextFile.required(path))
    root?.allow(["city"])
    let name = root?.required("city", \.text)
    try reader.finish()
    return name
  }
}
