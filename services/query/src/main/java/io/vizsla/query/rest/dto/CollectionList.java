package io.vizsla.query.rest.dto;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** All collections, in name order. */
@Schema(name = "CollectionList")
public record CollectionList(List<CollectionDto> collections) {}
