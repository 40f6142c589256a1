extension AlarmTable {
  /// What an input did to an alarm.
  struct Step {
    var outcome: AlarmOutcome
    /// Where the journal must know.
    var entry: JournalEntry?
    /// Nil where there was none.
    var before: Boxed<Alarm>?
    var after: Boxed<Alarm>?
  }
}
