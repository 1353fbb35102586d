package io.vizsla.query.rest.dto;

import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Why a document failed. */
@Schema(name = "Failure")
public record FailureDto(
        @Schema(examples = "unreadable_document") String code, String detail) {}
