import Linux
import Testing

@testable import OCIRuntime

struct MountOptionsTests {
    @Test(
        arguments: [
            ("ro", MountAttributes.readOnly, []), ("rw", [], .readOnly),
            ("nosuid", .noSetUserID, []), ("suid", [], .noSetUserID),
            ("nodev", .noDevices, []), ("dev", [], .noDevices),
            ("noexec", .noExecution, []), ("exec", [], .noExecution),
            ("nodiratime", .noDirectoryAccessTime, []), ("diratime", [], .noDirectoryAccessTime),
            ("nosymfollow", .noSymbolicLinks, []), ("symfollow", [], .noSymbolicLinks),
            // mount_setattr(2) wants the whole field cleared before one of its ways is set.
            ("noatime", .noAccessTime, .accessTimeField), ("strictatime", .strictAccessTime, .accessTimeField),
            ("relatime", [], .accessTimeField), ("atime", [], .accessTimeField), ("norelatime", [], .accessTimeField),
            ("nostrictatime", [], .accessTimeField),
        ] as [(String, MountAttributes, MountAttributes)])
    func attributes(option: String, set: MountAttributes, clear: MountAttributes) {
        let single = MountOptions([option])
        #expect(single.set == set)
        #expect(single.clear == clear)
        #expect(single.recursiveSet.isEmpty && single.recursiveClear.isEmpty)
        #expect(single.data.isEmpty && single.propagation.isEmpty && single.bind == nil)
        let recursive = MountOptions(["r" + option])
        #expect(recursive.recursiveSet == set)
        #expect(recursive.recursiveClear == clear)
        #expect(recursive.set.isEmpty && recursive.clear.isEmpty && recursive.data.isEmpty)
    }

    @Test(arguments: [
        ("private", MountPropagation.private), ("shared", .shared), ("slave", .slave), ("unbindable", .unbindable),
    ])
    func propagation(option: String, kind: MountPropagation) {
        #expect(MountOptions([option]).propagation == [.init(kind: kind, recursive: false)])
        #expect(MountOptions(["r" + option]).propagation == [.init(kind: kind, recursive: true)])
    }

    @Test func theLastOfContradictingOptionsWins() {
        #expect(MountOptions(["ro", "rw"]).set.isEmpty)
        #expect(MountOptions(["ro", "rw"]).clear == .readOnly)
        #expect(MountOptions(["rw", "ro"]).set == .readOnly)
        #expect(MountOptions(["rw", "ro"]).clear.isEmpty)
        let times = MountOptions(["noatime", "strictatime"])
        #expect(times.set == .strictAccessTime)
        #expect(times.clear == .accessTimeField)
        #expect(MountOptions(["noatime", "relatime"]).set.isEmpty)
        #expect(MountOptions(["rro", "rrw"]).recursiveClear == .readOnly)
    }

    @Test func optionsThatDoNotContradictAddUp() {
        let options = MountOptions(["nosuid", "noatime", "nodev", "ro", "noexec"])
        #expect(options.set == [.noSetUserID, .noAccessTime, .noDevices, .readOnly, .noExecution])
        #expect(options.clear == .accessTimeField)
        let both = MountOptions(["ro", "rnosuid"])
        #expect(both.set == .readOnly)
        #expect(both.recursiveSet == .noSetUserID)
        #expect(
            MountOptions(["rprivate", "shared"]).propagation
                == [.init(kind: .private, recursive: true), .init(kind: .shared, recursive: false)])
    }

    @Test func bindsAndTheirKin() {
        #expect(MountOptions(["bind"]).bind == .single)
        #expect(MountOptions(["rbind"]).bind == .recursive)
        #expect(MountOptions(["rbind", "bind"]).bind == .recursive)
        #expect(MountOptions(["bind", "rbind"]).bind == .recursive)
        #expect(MountOptions(["idmap"]).idMap == .single)
        #expect(MountOptions(["ridmap"]).idMap == .recursive)
        #expect(MountOptions(["tmpcopyup"]).copiesUp)
        #expect(MountOptions(["defaults", "", "remount", "noiversion"]) == MountOptions([]))
    }

    /// What is not ours is the filesystem's, words that begin like ours too.
    @Test func theRestIsForTheFilesystem() {
        let options = [
            "size=65536k", "mode=755", "newinstance", "sync", "rsize=1024", "rocket", "r", "RO", "rrro", "rrbind",
        ]
        #expect(MountOptions(options).data == options)
    }

    @Test func recursiveAttributesCanBecomeTheMountsOwn() {
        var options = MountOptions(["rw", "noatime", "rro", "rstrictatime", "nosuid", "rsuid"])
        options.foldRecursiveAttributes()
        #expect(options.set == [.readOnly, .strictAccessTime])
        #expect(options.clear == [.accessTimeField, .noSetUserID])
        #expect(options.recursiveSet.isEmpty && options.recursiveClear.isEmpty)
    }

    @Test func theListOfNamesIsTheListOfWhatIsUnderstood() {
        for name in MountOptions.names { #expect(MountOptions([name]).data.isEmpty, "\(name)") }
        #expect(Set(MountOptions.names).count == MountOptions.names.count)
        #expect(Set(MountOptions.names).isSuperset(of: ["ro", "rro", "rbind", "rprivate", "idmap", "tmpcopyup"]))
    }
}
