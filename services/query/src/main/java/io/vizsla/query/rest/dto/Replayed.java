package io.vizsla.query.rest.dto;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** How many dead-lettered records were appended again. */
@Schema(name = "Replayed")
public record Replayed(long replayed) {}
