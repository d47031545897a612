import { MODEL_ELEMENT, type ReportModel } from '../model';
import { drawReport } from './report';

/** The program of a report: reads the model from the page and draws it. */
const source = document.getElementById(MODEL_ELEMENT);
drawReport(JSON.parse(source?.textContent ?? '') as ReportModel);
source?.remove();
