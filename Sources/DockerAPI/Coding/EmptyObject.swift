/// `{}`: the value of maps that stand for sets, such as `ExposedPorts`.
package struct EmptyObject: WireObject {
    package init() {}
}
