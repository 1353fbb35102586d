package io.vizsla.evaluation.task;

/** A text and the class that it belongs to. */
public record LabeledText(String text, String label) {}
