internal import Core
internal import Panels
internal import TextSafety
internal import TextUI

extension Session {
  /// Somebody has to sign in from now on; nobody has.
  mutating func requireSignIn(lockAfter seconds: Double?) {
    view.desk = .signedOut
    view.who.role = .observer
    lockSeconds = seconds
  }

  /// What the desk that checks PINs says now of the officer here: another role at once, nobody any more or another PIN signs out.
  mutating func follow(_ desk: SignInDesk) -> OperatorCommand? {
    lockSeconds = desk.lockAfter
    guard view.desk == .signedIn || view.desk == .locked else { return nil }
    guard let role = desk.role(of: view.who.id), !desk.isWithdrawn(view.who.id) else { return .signOut }
    if view.desk == .signedIn, view.who.role != role {
      view.who.role = role
      needsFrame = true
    }
    return nil
  }

  /// Asks for the PIN where acting needs one; nil: go on.
  mutating func askToSignIn() -> [Request]? {
    guard !view.desk.mayAct else { return nil }
    openSignIn(.desk, id: view.desk == .locked ? view.who.id : "")
    return []
  }

  mutating func openSignIn(_ purpose: SignInForm.Purpose, id: SafeText = "") {
    view.overlays.append(.signIn(SignInForm(purpose: purpose, id: id)))
  }

  /// The key for signing in, or out.
  mutating func signInOrOut() -> [Request] {
    switch view.desk {
    case .open: return refuse(Phrase(zh: "未配置登录(operators.yaml)", en: "no operators are configured: nobody has to sign in"))
    case .signedIn: return [.command(.signOut)]
    case .signedOut, .locked: return askToSignIn() ?? []
    }
  }

  mutating func lockDesk() -> [Request] {
    view.desk == .signedIn ? [.command(.lock)] : refuse(Phrase(zh: "无人登录,无需锁定", en: "nobody is signed in"))
  }

  /// A key in the form.
  mutating func type(_ key: KeyPress, in form: SignInForm) -> [Request] {
    var form = form
    let index = view.overlays.count - 1
    if key == .escape || key == .control("c") {
      view.overlays.remove(at: index)
      return []
    }
    guard !form.isChecking else { return [] }
    switch (key, form.field) {
    case (.tab, _), (.backTab, _), (.up, _), (.down, _): form.field = form.field == .id ? .pin : .id
    case (.enter, .id): if !form.id.isEmpty { form.field = .pin }
    case (.enter, .pin):
      guard !form.id.isEmpty, !form.pin.isEmpty else { break }
      // The officer at the desk cannot be the other one.
      if form.purpose != .desk, form.id.text == view.who.id {
        keepForm(index, form, second(form.purpose))
        return []
      }
      let request = Request.signIn(form.id.text, pin: form.pin.text.string, for: form.purpose.purpose)
      form.pin.clear()
      form.isChecking = true
      form.refusal = nil
      view.overlays[index] = .signIn(form)
      return [request]
    case (_, .id): form.id.press(key)
    case (_, .pin): form.pin.press(key)
    }
    view.overlays[index] = .signIn(form)
    return []
  }

  /// What a sign-in was for, now that it is accepted. A form that was closed meanwhile wants nothing any more.
  mutating func signedIn(_ who: Operator, for purpose: SignInPurpose) {
    guard let index = formIndex(purpose), case .signIn(let form) = view.overlays[index] else { return }
    switch form.purpose {
    case .desk: sitDown(who)
    case .witness(let seen):
      guard who.id != view.who.id, who.role.mayAct else {
        return keepForm(index, form, second(form.purpose))
      }
      queued.append(.command(.acknowledgeAll(seen, witness: who.id)))
    case .handover:
      guard who.id != view.who.id, who.role.mayAct else {
        return keepForm(index, form, second(form.purpose))
      }
      incoming = who
      queued.append(.command(.handOver(to: who.id)))
    }
    view.overlays.remove(at: index)
  }

  mutating func signInRefused(_ reason: SafeText, for purpose: SignInPurpose) {
    guard let index = formIndex(purpose), case .signIn(let form) = view.overlays[index] else { return }
    keepForm(index, form, reason)
  }

  private func second(_ purpose: SignInForm.Purpose) -> SafeText {
    purpose == .handover
      ? Phrase(zh: "须由接班人本人登录", en: "the incoming officer signs in")(view.language)
      : Phrase(zh: "须由另一名值班人员核验", en: "it takes another officer")(view.language)
  }

  private mutating func keepForm(_ index: Int, _ form: SignInForm, _ reason: SafeText) {
    var form = form
    form.isChecking = false
    form.pin.clear()
    form.refusal = reason
    view.overlays[index] = .signIn(form)
  }

  private func formIndex(_ purpose: SignInPurpose) -> Int? {
    view.overlays.lastIndex {
      if case .signIn(let form) = $0 { form.isChecking && form.purpose.purpose == purpose } else { false }
    }
  }

  /// This officer has the desk.
  mutating func sitDown(_ who: Operator) {
    view.who = who
    view.desk = .signedIn
    lastKey = state.now
    view.message = .init(
      Phrase(zh: "已登录:", en: "signed in: ")(view.language) + who.id + " " + who.role.phrase(view.language), tone: .good)
  }

  mutating func standUp(_ desk: ViewState.Desk) {
    view.desk = desk
    view.who.isSignedIn = false
    view.who.role = .observer
    // What was open for this officer is not for the next.
    view.overlays.removeAll {
      switch $0 {
      case .prompt, .palette, .confirm, .revealed, .signIn: true
      default: false
      }
    }
  }

  /// Nobody has pressed a key for the configured time.
  var mustLock: Bool {
    guard view.desk == .signedIn, let lockSeconds else { return false }
    return state.now - lastKey >= lockSeconds
  }

  /// What became possible without a key.
  mutating func takeQueued() -> [Request] {
    defer { queued = [] }
    return queued
  }
}
