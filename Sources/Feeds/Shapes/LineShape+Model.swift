import Core
import TextSafety

/// The event a shape fills is a copy of its model: texts that every line brings are left out of that, so that they are not counted with
/// each copy only to be let go again.
extension LineShape {
  func emptied(_ event: Event) -> (envelope: Event.Envelope, model: Event.Content) {
    var envelope = event.content.envelope
    for piece in pieces {
      switch piece.target {
      case .attribute(.source): envelope.source = .empty
      case .attribute(.id): envelope.id = .empty
      case .attribute(.subject): envelope.subject = .empty
      default: break
      }
    }
    var model = event
    switch event.payload {
    case .ticket(let update): model.payload = .ticket(emptied(update))
    case .queue(let reading): model.payload = .queue(emptied(reading))
    case .alert(let report): model.payload = .alert(emptied(report))
    case .metric, .fleet, .task, .heartbeat, .recording, .action: break
    }
    return (envelope, model.content)
  }

  private func emptied(_ update: TicketUpdate) -> TicketUpdate {
    var update = update
    for piece in pieces {
      switch piece.target {
      case .ticket(.ticketID): update.ticket = .empty
      case .ticket(.title): update.title = .empty
      case .ticket(.service): update.service = nil
      case .ticket(.cluster): update.cluster = nil
      case .ticketAgency(.id): update.agency?.id = .empty
      case .ticketAgency(.name): update.agency?.name = .empty
      case .ticketPlace: update.placeText = nil
      default: break
      }
    }
    return update
  }

  private func emptied(_ reading: QueueReading) -> QueueReading {
    var reading = reading
    for piece in pieces {
      switch piece.target {
      case .queue(.queueID): reading.queue = .empty
      case .queue(.title): reading.title = .empty
      case .queue(.unit): reading.unit = .empty
      case .queueProvider(.id): reading.provider.id = .empty
      case .queueProvider(.name): reading.provider.name = .empty
      case .queueConsumer(.id): reading.consumer.id = .empty
      case .queueConsumer(.name): reading.consumer.name = .empty
      default: break
      }
    }
    return reading
  }

  private func emptied(_ report: AlertReport) -> AlertReport {
    var report = report
    for piece in pieces {
      switch piece.target {
      case .alert(.alertID): report.alert = .empty
      case .alert(.event): report.event = .empty
      case .alert(.headline): report.headline = .empty
      case .alert(.detail): report.detail = nil
      case .alert(.instruction): report.instruction = nil
      case .alert(.sender): report.sender = nil
      default: break
      }
    }
    return report
  }
}
