package io.vizsla.refresh.pairs;

/**
 * A passage as somebody reads it.
 *
 * @param document id of its document
 * @param ordinal its place among the document's passages, from 0
 * @param title of the document, empty if it has none
 * @param text of the passage, without title
 */
public record PassageText(String document, int ordinal, String title, String text) {}
