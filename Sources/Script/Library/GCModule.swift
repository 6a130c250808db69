// The gc module over the collector of circles. There are no generations: every collection looks at everything.
import Schema

func buildGC(_ module: ModuleObject) {
    module.rawDefine("collect(generation=2)", "Frees objects that only hold each other; returns how many there were.") {
        _ in
        .int(Collector.collect())
    }
    module.rawDefine("enable()", "Collect by itself: between cells, and when objects have doubled.") { _ in
        Collector.isEnabled = true
        return .none
    }
    module.rawDefine("disable()", "Collect only when asked to.") { _ in
        Collector.isEnabled = false
        return .none
    }
    module.rawDefine("isenabled()", "Whether it collects by itself.") { _ in .bool(Collector.isEnabled) }
    module.rawDefine("get_count()", "Containers made since the last collection; the other generations do not exist.") {
        _ in
        .tuple([.int(Collector.made), .int(0), .int(0)])
    }
}
