import Glibc
import Snapshots
import TestSupport
import Testing

@Suite(.enabled(if: getuid() == 0, "mounting and owning files need root"))
struct ConformanceTests {
    enum Implementation: String, CaseIterable, Sendable {
        case overlay, copy

        var suite: SnapshotterConformance {
            switch self {
            case .overlay: SnapshotterConformance { try OverlaySnapshotter(root: $0) }
            case .copy: SnapshotterConformance { try CopySnapshotter(root: $0) }
            }
        }
    }

    @Test(arguments: Implementation.allCases)
    func stack(_ implementation: Implementation) throws { try implementation.suite.appliesStack() }

    @Test(arguments: Implementation.allCases)
    func opaqueDirectory(_ implementation: Implementation) throws { try implementation.suite.takesOpaqueDirectory() }

    @Test(arguments: Implementation.allCases)
    func whiteoutBesideFile(_ implementation: Implementation) throws {
        try implementation.suite.keepsWhatALayerPutsBesideItsWhiteout()
    }

    @Test(arguments: Implementation.allCases)
    func undescribedDirectories(_ implementation: Implementation) throws {
        try implementation.suite.keepsAttributesOfUndescribedDirectories()
    }

    @Test(arguments: Implementation.allCases)
    func wrongDigest(_ implementation: Implementation) throws { try implementation.suite.refusesWrongDigest() }

    @Test(arguments: Implementation.allCases)
    func abandon(_ implementation: Implementation) throws { try implementation.suite.abandonsWithoutTrace() }

    @Test(arguments: Implementation.allCases)
    func twoWriters(_ implementation: Implementation) throws { try implementation.suite.letsTheFirstOfTwoWritersWin() }

    @Test(arguments: Implementation.allCases)
    func crash(_ implementation: Implementation) throws { try implementation.suite.recoversFromACrash() }

    @Test(arguments: Implementation.allCases)
    func removal(_ implementation: Implementation) throws { try implementation.suite.removesInOrder() }

    @Test(arguments: Implementation.allCases)
    func removalBesideOthers(_ implementation: Implementation) throws {
        try implementation.suite.refusesALayerInUseWhileSnapshotsGo()
    }

    @Test(arguments: Implementation.allCases)
    func names(_ implementation: Implementation) throws { try implementation.suite.checksNames() }

    @Test(arguments: Implementation.allCases)
    func usage(_ implementation: Implementation) throws { try implementation.suite.measuresUsage() }

    @Test(arguments: Implementation.allCases)
    func changes(_ implementation: Implementation) throws { try implementation.suite.findsChanges() }

    @Test(arguments: Implementation.allCases)
    func mountPoints(_ implementation: Implementation) throws {
        try implementation.suite.tellsMountPointsFromChanges()
    }

    @Test(arguments: Implementation.allCases)
    func packing(_ implementation: Implementation) throws { try implementation.suite.packsChangesIntoALayer() }
}
