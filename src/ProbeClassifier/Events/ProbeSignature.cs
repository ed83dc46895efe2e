namespace ProbeClassifier.Events;

/// <summary>The signature of an IDS alert, as Snort and Suricata number them.</summary>
/// <param name="Generator">What part of the IDS speaks: 1 for rules, others for preprocessors.</param>
/// <param name="Number">The signature (sid).</param>
/// <param name="Revision">Its revision; 0 when the log gives none.</param>
public readonly record struct ProbeSignature(uint Generator, uint Number, uint Revision);
