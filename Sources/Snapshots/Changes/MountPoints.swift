/// Where an engine mounts in the root of each of its containers, as the containers see it: `/etc/hosts`.
///
/// A runtime that finds nothing there makes an empty file or directory to mount on, and the directories on the way to
/// it. They are in a container's snapshot, and yet no change that the container made.
package struct MountPoints: Sendable {
    package static let none = MountPoints()

    package var directories: [String]
    package var files: [String]

    package init(directories: [String] = [], files: [String] = []) {
        self.directories = directories
        self.files = files
    }
}
