import Linux

/// A container's log: takes the lines of its outputs and writes those of one read with one call.
final class ContainerLog {
    private var batch = LogBatch()
    private var writer: LogFileWriter
    private var isFailing = false

    init(_ writer: consuming LogFileWriter) {
        self.writer = writer
    }

    /// Logs the complete lines in `buffer`, all with the time of now.
    func append(_ stream: OutputKind, from buffer: inout LineBuffer) {
        batch.begin(stream: stream, time: .now())
        buffer.takePieces { piece, endsLine in append(piece, endsLine: endsLine) }
        flush()
    }

    /// Logs the unfinished line in `buffer`, when no more will come.
    func finish(_ stream: OutputKind, from buffer: inout LineBuffer) {
        batch.begin(stream: stream, time: .now())
        buffer.takeRest { piece in append(piece, endsLine: false) }
        flush()
    }

    private func append(_ piece: UnsafeRawBufferPointer, endsLine: Bool) {
        if !batch.hasRoom { flush() }
        batch.append(piece, endsLine: endsLine)
    }

    private func flush() {
        do {
            try writer.write(batch.bytes)
            isFailing = false
        } catch {
            if !isFailing { Diagnostics.report("the container's log loses output: \(error)") }
            isFailing = true
        }
        batch.removeAll()
    }
}
