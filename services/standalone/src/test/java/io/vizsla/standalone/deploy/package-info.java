/** What stands in the files that Vizsla is deployed with: Compose, Kubernetes, images, alerts, the dashboard. */
package io.vizsla.standalone.deploy;
