/** What a model is, as its folder's manifest states it; shared by the modules that keep models and that run them. */
@NullMarked
package io.vizsla.api.model;

import org.jspecify.annotations.NullMarked;
