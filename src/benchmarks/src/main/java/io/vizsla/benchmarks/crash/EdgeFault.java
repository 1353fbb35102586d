package io.vizsla.benchmarks.crash;

/** What a network, or whoever stands in it, does to those who talk over it. */
enum EdgeFault {

    /** Nothing: bytes come as they were sent. */
    NONE,

    /** Connections end with a reset, and new ones work. */
    RESET,

    /** Every piece comes late. */
    DELAY,

    /** Few bytes come at a time. */
    THROTTLE,

    /** No byte comes until it is over; nothing is lost. */
    STALL,

    /** The other side is gone without a word: what is sent meets silence, for connections of this time also when it is over. */
    HALF_OPEN,

    /** Connections end with a reset, and so do new ones. */
    REFUSE,

    /** A balancer answers by HTTP status 503, as it does where there is nobody behind it. */
    UNAVAILABLE
}
