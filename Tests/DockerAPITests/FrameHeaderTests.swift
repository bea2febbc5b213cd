import DockerAPI
import Testing

@Suite struct FrameHeaderTests {
    @Test func encodedAsDockers() {
        #expect(FrameHeader(stream: .error, length: 0x0102_0304).encoded == [2, 0, 0, 0, 1, 2, 3, 4])
    }

    @Test(arguments: [UInt32.min, 1, 255, 256, 65_536, .max])
    func survivesARoundTrip(length: UInt32) {
        let header = FrameHeader(stream: .output, length: length)
        #expect(FrameHeader(decoding: header.encoded + [9, 9]) == header)
    }

    @Test(arguments: [[], [1, 0, 0, 0, 0, 0, 0], [4, 0, 0, 0, 0, 0, 0, 1], [1, 0, 1, 0, 0, 0, 0, 1]] as [[UInt8]])
    func refusesWhatIsNoHeader(_ bytes: [UInt8]) {
        #expect(FrameHeader(decoding: bytes) == nil)
    }
}
