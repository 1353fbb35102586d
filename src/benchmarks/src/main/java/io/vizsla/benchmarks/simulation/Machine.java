package io.vizsla.benchmarks.simulation;

/** What all simulated processes share: time, faults, the broker, and the coordinator of the consumer group. */
record Machine(Scheduler scheduler, Faults faults, SimulatedBroker broker, SimulatedGroup group) {}
