/** Each setting's default, and its mapping. */
package io.vizsla.standalone.config;
