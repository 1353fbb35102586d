package io.vizsla.indexer;

/**
 * Which process carries out rebuilds, as {@code vizsla.registry} tells it under {@code lead/rebuilds}.
 *
 * @param instance the name of the process
 * @param term counts the processes that ever did; a process whose term is over changes nothing any more
 */
record RebuildLead(String instance, long term) {}
