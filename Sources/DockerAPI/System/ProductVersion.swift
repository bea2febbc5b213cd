/// The version that the engine and its command line say of themselves.
package enum ProductVersion {
    package static let current = "0.1.0"
}
