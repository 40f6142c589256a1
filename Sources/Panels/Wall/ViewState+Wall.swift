public import Core

extension ViewState {
  /// Lets the wall's boards turn, where it is one.
  public mutating func turnWall(to moment: Double, _ state: State) {
    guard wall?.advance(to: moment, state) == true, let board = wall?.board else { return }
    self.board = board
    (focus, isZoomed, search, filters, orders) = (nil, false, nil, [:], [:])
    releaseAlerts()
    // What a passer-by has opened; what is being typed stays.
    overlays.removeAll {
      switch $0 {
      case .detail, .help, .handover, .chapters, .refusals: true
      default: false
      }
    }
  }
}
