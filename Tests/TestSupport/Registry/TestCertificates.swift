/// A certificate authority of the tests' own, and what it signed: valid for 127.0.0.1, ::1 and localhost until 2126.
/// The keys guard nothing.
package enum TestCertificates {
    /// The authority, as `certs.d/<host>/ca.crt` holds it.
    package static let authority = """
        -----BEGIN CERTIFICATE-----
        MIIBmjCCAT+gAwIBAgIUShYGG1aG7MYeOGifRDBWvAJ1wrowCgYIKoZIzj0EAwIw
        GTEXMBUGA1UEAwwOV2hlcnJ5IFRlc3QgQ0EwIBcNMjYxMTI0MTgxMjUyWhgPMjEy
        NjEwMzExODEyNTJaMBkxFzAVBgNVBAMMDldoZXJyeSBUZXN0IENBMFkwEwYHKoZI
        zj0CAQYIKoZIzj0DAQcDQgAENQxmdVMaNKll7aKVLB6+kG0Mx4zaKXx2PkMhxMNJ
        +75ul4Jsgrnd6/ESd/JcbSMMEaxrUIU8k44TIIgf3lTWR6NjMGEwHQYDVR0OBBYE
        FNoXEpCbCSehDCM1Mmyr6+XvHD/vMB8GA1UdIwQYMBaAFNoXEpCbCSehDCM1Mmyr
        6+XvHD/vMA8GA1UdEwEB/wQFMAMBAf8wDgYDVR0PAQH/BAQDAgIEMAoGCCqGSM49
        BAMCA0kAMEYCIQCHyBXwZtFWoQh0MvNp9ZDj8nWKFU4zDccfEsW+3lftYgIhAILx
        twduxxsATt73PgYGVorhYpr/c1PILoZN+seDZCPA
        -----END CERTIFICATE-----

        """

    package static let server = """
        -----BEGIN CERTIFICATE-----
        MIIBwDCCAWagAwIBAgIUejZRCPgMA+ynbCUTz/vpOCFqNJgwCgYIKoZIzj0EAwIw
        GTEXMBUGA1UEAwwOV2hlcnJ5IFRlc3QgQ0EwIBcNMjYxMTI0MTgxMjUyWhgPMjEy
        NjEwMzExODEyNTJaMBExDzANBgNVBAMMBnNlcnZlcjBZMBMGByqGSM49AgEGCCqG
        SM49AwEHA0IABI7saoorJcAbF3tCwdHEzW6pzcpjVTxHJYJLynO0uvqUl06GAxEs
        /b2A+aHDa9KcnJmqHMbvmNcrBcPVt3HAxEGjgZEwgY4wLAYDVR0RBCUwI4IJbG9j
        YWxob3N0hwR/AAABhxAAAAAAAAAAAAAAAAAAAAABMBMGA1UdJQQMMAoGCCsGAQUF
        BwMBMAkGA1UdEwQCMAAwHQYDVR0OBBYEFBQHuosFp4dPeH1E5T/iaODc12xSMB8G
        A1UdIwQYMBaAFNoXEpCbCSehDCM1Mmyr6+XvHD/vMAoGCCqGSM49BAMCA0gAMEUC
        ID3cQUAXEFAG1maKYT3N9DowBEGr4VrJERQLZLwIdXAYAiEA0q++c6gxJUldhpSA
        LPNAGW28dT8W8JAfxv/2uNTZYMU=
        -----END CERTIFICATE-----

        """

    package static let serverKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgEGDJ4R2Z/R/m2CZt
        Q8kMFhkkGRWKilnFwlFrtnTYJf+hRANCAASO7GqKKyXAGxd7QsHRxM1uqc3KY1U8
        RyWCS8pztLr6lJdOhgMRLP29gPmhw2vSnJyZqhzG75jXKwXD1bdxwMRB
        -----END PRIVATE KEY-----

        """

    /// For registries that ask their clients for one.
    package static let client = """
        -----BEGIN CERTIFICATE-----
        MIIBkDCCATagAwIBAgIUejZRCPgMA+ynbCUTz/vpOCFqNJkwCgYIKoZIzj0EAwIw
        GTEXMBUGA1UEAwwOV2hlcnJ5IFRlc3QgQ0EwIBcNMjYxMTI0MTgxMjUyWhgPMjEy
        NjEwMzExODEyNTJaMBExDzANBgNVBAMMBmNsaWVudDBZMBMGByqGSM49AgEGCCqG
        SM49AwEHA0IABHXAT05uQCUitINKFaJDzlcEGMnCAv6v2jL+RmYvah3zpTn9/EbL
        TTeoYr4G241YQHyEnOh6gdM4/ewqw0ZIAoejYjBgMBMGA1UdJQQMMAoGCCsGAQUF
        BwMCMAkGA1UdEwQCMAAwHQYDVR0OBBYEFNeIaPZNp3+yMTxKPMGaCZC5Ic4RMB8G
        A1UdIwQYMBaAFNoXEpCbCSehDCM1Mmyr6+XvHD/vMAoGCCqGSM49BAMCA0gAMEUC
        IHDd+2c06Lh07BKOZgGuqEhkRVL5XvH8kZI7mtm1zBmFAiEA0IfmYEBEvSEfTsdV
        SQiIgNUopcbF1NTaqHN1My38nHg=
        -----END CERTIFICATE-----

        """

    package static let clientKey = """
        -----BEGIN PRIVATE KEY-----
        MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgNMuJxvyzZML+dsI6
        lHVQQfjPLsfJQrOPn25AK7TNAdihRANCAAR1wE9ObkAlIrSDShWiQ85XBBjJwgL+
        r9oy/kZmL2od86U5/fxGy003qGK+BtuNWEB8hJzoeoHTOP3sKsNGSAKH
        -----END PRIVATE KEY-----

        """
}
