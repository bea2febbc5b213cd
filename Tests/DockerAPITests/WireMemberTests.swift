import DockerAPI
import JSON
import TestSupport
import Testing

/// A property that is forgotten in the list of members would be lost without a word.
@Suite struct WireMemberTests {
    static let types: [any WireObject.Type] = [
        EmptyObject.self, ContainerConfig.self, HealthConfig.self, ContainerCreateResponse.self,
        ContainerInspect.self, GraphDriver.self, ContainerState.self, Health.self, HealthProbe.self, CPUStats.self,
        CPUUsage.self, ThrottlingData.self, MemoryStats.self, BlkioStats.self, BlkioStatEntry.self, NetworkStats.self,
        ContainerStats.self, PidsStats.self, ContainerSummary.self, PortSummary.self, HostConfigSummary.self,
        NetworkSettingsSummary.self, ContainerTopResponse.self, ContainerWaitResponse.self, WaitError.self,
        FilesystemChange.self, LogConfig.self, PortBinding.self,
        RestartPolicy.self, DeviceMapping.self, Ulimit.self, HostConfig.self, Mount.self, BindOptions.self,
        VolumeOptions.self, VolumeDriverConfig.self, TmpfsOptions.self, MountPoint.self, NetworkSettings.self,
        ExecCreateRequest.self, ExecCreateResponse.self, ExecStartRequest.self, ExecInspect.self,
        ExecProcessConfig.self, ImageConfig.self, ImageDeleteResponse.self, ImageHistoryItem.self, ImageInspect.self,
        RootFS.self, ImageMetadata.self, ImageSummary.self, ImageDescriptor.self, ImagePlatform.self,
        ProgressMessage.self, ProgressDetail.self, ErrorDetail.self, EndpointSettings.self, EndpointIPAMConfig.self,
        NetworkingConfig.self, NetworkResource.self, NetworkConfigReference.self, IPAM.self, IPAMPool.self,
        NetworkEndpoint.self, AuthConfig.self, AuthResponse.self, DiskUsage.self, ErrorMessage.self, Event.self,
        EventActor.self, ContainersPruneReport.self, ImagesPruneReport.self, VolumesPruneReport.self,
        NetworksPruneReport.self, BuildCachePruneReport.self, PluginsInfo.self, RegistryServiceConfig.self,
        IndexInfo.self, RuntimeInfo.self, Commit.self, SwarmInfo.self, SystemInfo.self, SystemVersion.self,
        PlatformName.self, ComponentVersion.self, Volume.self, VolumeUsage.self, VolumeListResponse.self,
        VolumeCreateRequest.self,
    ]

    /// Where the wire has a word of its own for it.
    private static let renamed = [
        "readWrite": "RW", "isInternal": "Internal", "fileDescriptors": "NFd", "goroutines": "NGoroutines",
        "eventsListeners": "NEventsListener", "cpuCount": "NCPU", "memoryTotal": "MemTotal",
    ]

    @Test(arguments: types.indices) func everyPropertyIsAMember(index: Int) {
        let names = MemberNames(of: Self.types[index])
        #expect(names.listed.map(Self.plain) == names.stored.map { Self.plain(Self.renamed[$0] ?? $0) })
    }

    @Test func aCreateRequestIsTheConfigurationWithTwoMore() {
        #expect(
            ContainerCreateRequest.memberNames == ContainerConfig.memberNames + ["HostConfig", "NetworkingConfig"])
        #expect(MemberNames(of: ContainerCreateRequest.self).stored.count == 3)
    }

    private static func plain(_ name: String) -> String { name.lowercased().filter { $0 != "_" } }
}
